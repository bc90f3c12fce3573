package main

import (
	"fmt"

	"github.com/pulumi-vertex-jobs/pulumi-vertex-jobs/sdk/go/vertexjobs"
	"github.com/pulumi/pulumi-gcp/sdk/v9/go/gcp/serviceaccount"
	"github.com/pulumi/pulumi-gcp/sdk/v9/go/gcp/storage"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		// What pipeline jobs use: an account that they run as, and a bucket for what they make.
		account, err := serviceaccount.NewAccount(ctx, "pipelines", &serviceaccount.AccountArgs{
			AccountId: pulumi.String(fmt.Sprintf("pipelines-%s", ctx.Stack())),
		})
		if err != nil {
			return err
		}
		bucket, err := storage.NewBucket(ctx, "artifacts", &storage.BucketArgs{
			Location:     pulumi.String("US"),
			ForceDestroy: pulumi.Bool(true),
		})
		if err != nil {
			return err
		}

		// It depends on both, so `pulumi destroy` deletes it first. That stops every job which runs as the account.
		_, err = vertexjobs.NewJobSweep(ctx, "jobs", &vertexjobs.JobSweepArgs{
			Selector:       &vertexjobs.JobSelectorArgs{ServiceAccount: account.Email},
			CancelOn:       vertexjobs.CancelOnArray{vertexjobs.CancelOnDelete},
			PauseSchedules: pulumi.Bool(true),
		}, pulumi.DependsOn([]pulumi.Resource{account, bucket}), pulumi.Timeouts(&pulumi.CustomTimeouts{Delete: "1h"}))
		if err != nil {
			return err
		}

		ctx.Export("serviceAccount", account.Email)
		ctx.Export("artifacts", bucket.Name)
		return nil
	})
}
