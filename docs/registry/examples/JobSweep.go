package main

import (
	"github.com/pulumi-vertex-jobs/pulumi-vertex-jobs/sdk/go/vertexjobs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		sweep, err := vertexjobs.NewJobSweep(ctx, "strays", &vertexjobs.JobSweepArgs{
			Project: pulumi.String("my-project"),
			Regions: pulumi.ToStringArray([]string{"us-central1", "europe-west4"}),
			Kinds: vertexjobs.JobKindNameArray{
				vertexjobs.JobKindNamePipelineJobs,
				vertexjobs.JobKindNameCustomJobs,
			},
			Selector: &vertexjobs.JobSelectorArgs{
				Labels:    pulumi.StringMap{"env": pulumi.String("pr-7")},
				OlderThan: pulumi.String("10m"),
			},
			Exclude: &vertexjobs.JobConditionsArgs{
				Labels: pulumi.StringMap{"keep": pulumi.String("*")},
			},
			MaxJobs: pulumi.Int(500),
		})
		if err != nil {
			return err
		}
		ctx.Export("stopped", sweep.Cancelled)
		return nil
	})
}
