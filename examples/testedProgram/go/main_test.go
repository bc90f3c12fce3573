package main

import (
	"reflect"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// mocks keep what the program registers: no CLI, no provider, nothing is stopped.
type mocks struct{ inputs map[string]any }

func (m *mocks) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	m.inputs = args.Inputs.Mappable()
	return args.Name + "-id", args.Inputs, nil
}

func (m *mocks) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) {
	return resource.PropertyMap{}, nil
}

func TestItSelectsTheJobsOfItsEnvironmentButForThoseToKeep(t *testing.T) {
	registered := &mocks{}
	err := pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := stopStrays(ctx, "pr-7")
		return err
	}, pulumi.WithMocks("tested-program", "test", registered))
	if err != nil {
		t.Fatal(err)
	}

	want := map[string]any{
		"selector": map[string]any{"labels": map[string]any{"env": "pr-7"}},
		"exclude":  map[string]any{"labels": map[string]any{"keep": "*"}},
		"cancelOn": []any{"create", "delete"},
	}
	if !reflect.DeepEqual(registered.inputs, want) {
		t.Errorf("the sweep has the inputs %v, not %v", registered.inputs, want)
	}
}
