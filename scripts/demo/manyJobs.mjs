import { NightlyJobs } from "./nightlyJobs.mjs";

/** The second act: a schedule has left jobs running in two regions, and all but a few are declared stopped. */
export async function showManyJobs(stage) {
  const nightly = new NightlyJobs(stage);
  const { labels, regions, unwanted } = nightly;
  const [region] = regions;

  stage.heading(`${unwanted + nightly.kept.length} jobs of a nightly schedule run, in two regions`);
  await nightly.launch();
  const counts = regions.map((one) => `${nightly.counts[one]} in ${one}`).join(" and ");
  console.log(`${counts}, all labelled schedule=nightly; ${nightly.kept.length} of them keep=yes, too.`);

  stage.heading("pulumi preview shows which would be stopped");
  stage.announce(`would stop ${unwanted} jobs, the first twenty of them, and that nothing is stopped yet`);
  await stage.createStack({
    sweep: { selector: { labels }, exclude: { labels: { keep: "*" } }, regions, maxJobs: 200, pauseSchedules: true },
    cancelOn: ["create", "delete"],
  });
  const { "pipelineJobs.list": pages = 0, ...others } = await stage.pulumi("preview");
  const isListedOnce = pages >= regions.length && pages <= regions.length + unwanted / 100 + 1;
  if (!isListedOnce || Object.keys(others).length > 0) {
    throw new Error(`a preview should list each region once, and sent ${JSON.stringify({ pages, ...others })}.`);
  }
  console.log(`Each region was listed once, in ${pages} pages in all; nothing else was sent to Vertex AI.`);

  stage.heading("pulumi up pauses the schedule and stops them, all at once");
  stage.announce(`how many of ${unwanted} have stopped, counted on the row of the sweep`);
  const { "pipelineJobs.batchCancel": batches } = await stage.pulumi("up", "--yes", "--skip-preview");
  console.log(`${nightly.expectStopped()} jobs were cancelled in ${batches} batches; those with keep=yes run on.`);

  stage.heading("Somebody starts another one, and pulumi refresh notices it");
  stage.announce("1 job active, and that the next pulumi up stops it");
  await nightly.submit(region, "started-by-hand-1");
  await stage.pulumi("refresh", "--yes", "--skip-preview");

  stage.heading("pulumi up stops that one");
  stage.announce("desiredState, the reason for the update");
  await stage.pulumi("up", "--yes", "--skip-preview");
  nightly.expectStopped();

  stage.heading("pulumi destroy stops what was started since, and only then forgets the sweep");
  stage.announce('1 of 1 stopped, since cancelOn contains "delete"');
  await nightly.submit(region, "started-by-hand-2");
  await stage.pulumi("destroy", "--yes", "--skip-preview", "--remove");
  console.log(`\n${nightly.expectStopped()} jobs have been cancelled; those with keep=yes still run.`);
}
