package main

import (
	"github.com/pulumi-vertex-jobs/pulumi-vertex-jobs/sdk/go/vertexjobs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		project := "my-project"
		found, err := vertexjobs.GetJobs(ctx, &vertexjobs.GetJobsArgs{
			Project: &project,
			Regions: []string{"us-central1"},
			Selector: &vertexjobs.JobSelector{
				Labels: map[string]string{"env": "pr-7"},
				States: []string{"PIPELINE_STATE_RUNNING"},
			},
		})
		if err != nil {
			return err
		}
		running := make([]string, len(found.Jobs))
		for i, job := range found.Jobs {
			running[i] = job.Name
		}
		ctx.Export("running", pulumi.ToStringArray(running))
		return nil
	})
}
