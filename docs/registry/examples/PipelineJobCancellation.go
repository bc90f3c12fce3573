package main

import (
	"github.com/pulumi-vertex-jobs/pulumi-vertex-jobs/sdk/go/vertexjobs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		stop, err := vertexjobs.NewPipelineJobCancellation(ctx, "stop-training", &vertexjobs.PipelineJobCancellationArgs{
			Project:       pulumi.String("my-project"),
			Region:        pulumi.String("us-central1"),
			PipelineJobId: pulumi.String("training-20261124"),
			CancelOn: vertexjobs.CancelOnArray{
				vertexjobs.CancelOnCreate,
				vertexjobs.CancelOnDelete,
			},
		}, pulumi.Timeouts(&pulumi.CustomTimeouts{Create: "1h", Delete: "1h"}))
		if err != nil {
			return err
		}
		ctx.Export("outcome", stop.Outcome)
		return nil
	})
}
