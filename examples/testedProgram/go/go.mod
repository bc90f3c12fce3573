module tested-program

go 1.26

require (
	github.com/pulumi-vertex-jobs/pulumi-vertex-jobs/sdk/go v0.1.0
	github.com/pulumi/pulumi/sdk/v3 v3.274.1
)
