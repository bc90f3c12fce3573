package main

import (
	"github.com/pulumi-vertex-jobs/pulumi-vertex-jobs/sdk/go/vertexjobs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		stop, err := vertexjobs.NewJobCancellation(ctx, "stop-training", &vertexjobs.JobCancellationArgs{
			Name:             pulumi.String("projects/my-project/locations/us-central1/customJobs/1234567890"),
			RequireCancelled: pulumi.Bool(true),
		})
		if err != nil {
			return err
		}
		ctx.Export("state", stop.State)
		return nil
	})
}
