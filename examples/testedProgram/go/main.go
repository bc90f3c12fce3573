package main

import (
	"github.com/pulumi-vertex-jobs/pulumi-vertex-jobs/sdk/go/vertexjobs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		sweep, err := stopStrays(ctx, config.New(ctx, "").Require("env"))
		if err != nil {
			return err
		}
		ctx.Export("stopped", sweep.Cancelled)
		return nil
	})
}

// stopStrays stops the jobs of an environment, now and when it is destroyed, but for those that are to be kept.
func stopStrays(ctx *pulumi.Context, env string) (*vertexjobs.JobSweep, error) {
	return vertexjobs.NewJobSweep(ctx, "jobs", &vertexjobs.JobSweepArgs{
		Selector: &vertexjobs.JobSelectorArgs{Labels: pulumi.StringMap{"env": pulumi.String(env)}},
		Exclude:  &vertexjobs.JobConditionsArgs{Labels: pulumi.StringMap{"keep": pulumi.String("*")}},
		CancelOn: vertexjobs.CancelOnArray{vertexjobs.CancelOnCreate, vertexjobs.CancelOnDelete},
	})
}
