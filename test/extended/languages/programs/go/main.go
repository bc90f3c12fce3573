// Every resource and the function of the package, with a provider of its own, every condition, and secrets.
package main

import (
	"sort"

	"github.com/pulumi-vertex-jobs/pulumi-vertex-jobs/sdk/go/vertexjobs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")

		job, err := vertexjobs.NewPipelineJobCancellation(ctx, "job", &vertexjobs.PipelineJobCancellationArgs{
			PipelineJobId: pulumi.String(settings.Require("job")),
			Triggers:      pulumi.Array{pulumi.String("plain"), settings.RequireSecret("trigger")},
		}, pulumi.Timeouts(&pulumi.CustomTimeouts{Create: "20m"}))
		if err != nil {
			return err
		}

		otherProject, err := vertexjobs.NewProvider(ctx, "other-project", &vertexjobs.ProviderArgs{
			Project:                            pulumi.String("other"),
			Region:                             pulumi.String("us-central1"),
			VertexAiCustomEndpoint:             pulumi.String(settings.Require("endpoint")),
			AccessToken:                        settings.RequireSecret("token"),
			ImpersonateServiceAccountDelegates: pulumi.StringArray{},
		})
		if err != nil {
			return err
		}
		other, err := vertexjobs.NewJobCancellation(ctx, "other", &vertexjobs.JobCancellationArgs{
			Name: pulumi.String("projects/other/locations/us-central1/customJobs/1"),
		}, pulumi.Provider(otherProject))
		if err != nil {
			return err
		}

		strays, err := vertexjobs.NewJobSweep(ctx, "strays", &vertexjobs.JobSweepArgs{
			Regions: pulumi.ToStringArray([]string{"us-central1", "europe-west4"}),
			Kinds: vertexjobs.JobKindNameArray{
				vertexjobs.JobKindNamePipelineJobs,
				vertexjobs.JobKindNameCustomJobs,
			},
			Selector: &vertexjobs.JobSelectorArgs{
				Labels:      pulumi.StringMap{"env": pulumi.String("pr-7")},
				DisplayName: pulumi.String("train-*"),
			},
			Exclude: &vertexjobs.JobConditionsArgs{
				Names: pulumi.ToStringArray([]string{"projects/p/locations/us-central1/pipelineJobs/excluded"}),
			},
			MaxJobs:           pulumi.Int(10),
			RequestsPerMinute: pulumi.Int(600),
			CancelOn:          vertexjobs.CancelOnArray{vertexjobs.CancelOnCreate, vertexjobs.CancelOnDelete},
			Connection:        &vertexjobs.ConnectionArgs{AccessToken: settings.RequireSecret("token")},
		})
		if err != nil {
			return err
		}

		_, err = vertexjobs.NewJobSweep(ctx, "conditions", &vertexjobs.JobSweepArgs{
			Selector: &vertexjobs.JobSelectorArgs{
				Labels:         pulumi.StringMap{"env": pulumi.String("pr-8")},
				DisplayName:    pulumi.String("train-*"),
				PipelineName:   pulumi.String("training"),
				TemplateUri:    pulumi.String("https://example.com/training/1"),
				ScheduleName:   pulumi.String("projects/p/locations/us-central1/schedules/1"),
				ServiceAccount: pulumi.String("trainer@p.iam.gserviceaccount.com"),
				States:         pulumi.ToStringArray([]string{"PIPELINE_STATE_RUNNING"}),
				CreatedAfter:   pulumi.String("2020-01-01T00:00:00Z"),
				CreatedBefore:  pulumi.String("2100-01-01T00:00:00Z"),
				OlderThan:      pulumi.String("10m"),
				Filter:         pulumi.String(`display_name="train-1"`),
			},
			Exclude: &vertexjobs.JobConditionsArgs{
				Labels:         pulumi.StringMap{"keep": pulumi.String("*")},
				DisplayName:    pulumi.String("keep-*"),
				PipelineName:   pulumi.String("kept"),
				TemplateUri:    pulumi.String("https://example.com/kept/1"),
				ScheduleName:   pulumi.String("projects/p/locations/us-central1/schedules/2"),
				ServiceAccount: pulumi.String("kept@p.iam.gserviceaccount.com"),
				States:         pulumi.ToStringArray([]string{"PIPELINE_STATE_PAUSED"}),
				CreatedAfter:   pulumi.String("2019-01-01T00:00:00Z"),
				CreatedBefore:  pulumi.String("2020-01-01T00:00:00Z"),
				OlderThan:      pulumi.String("9000d"),
				Filter:         pulumi.String(`display_name="kept"`),
			},
		})
		if err != nil {
			return err
		}

		found := vertexjobs.GetJobsOutput(ctx, vertexjobs.GetJobsOutputArgs{
			Regions:  pulumi.ToStringArray([]string{"us-central1"}),
			Selector: &vertexjobs.JobSelectorArgs{Names: pulumi.StringArray{job.Name}},
		})

		ctx.Export("outcome", job.Outcome)
		ctx.Export("state", job.State)
		ctx.Export("other", other.Outcome)
		ctx.Export("customJobs", strays.ByKind.MapIndex(pulumi.String("customJobs")).Cancelled())
		ctx.Export("names", strays.Jobs.ApplyT(func(jobs []vertexjobs.SweptJob) []string {
			names := make([]string, len(jobs))
			for i, swept := range jobs {
				names[i] = swept.Name
			}
			sort.Strings(names)
			return names
		}))
		ctx.Export("found", found.Jobs().ApplyT(func(jobs []vertexjobs.ListedJob) []*string {
			states := make([]*string, len(jobs))
			for i := range jobs {
				states[i] = &jobs[i].State
			}
			return states
		}))
		return nil
	})
}
