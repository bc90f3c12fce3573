package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
)

const parent = "projects/my-project/locations/us-central1"

// TestStack runs the program with the real Pulumi CLI and the real provider, against a fake Vertex AI on loopback.
func TestStack(t *testing.T) {
	url := startFake(t)
	stack := createStack(t, url)

	t.Run("up stops its own jobs and no others", func(t *testing.T) {
		submit(t, url, "own", map[string]string{"env": "pr-7"})
		submit(t, url, "kept", map[string]string{"env": "pr-7", "keep": "yes"})
		submit(t, url, "foreign", map[string]string{"env": "pr-8"})
		result, err := stack.Up(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if stopped := result.Outputs["stopped"].Value; stopped != 1.0 {
			t.Errorf("%v jobs were stopped, not 1", stopped)
		}
		expectState(t, url, "own", "PIPELINE_STATE_CANCELLED")
		expectState(t, url, "kept", "PIPELINE_STATE_RUNNING")
		expectState(t, url, "foreign", "PIPELINE_STATE_RUNNING")
	})

	t.Run("destroy stops what was submitted since", func(t *testing.T) {
		submit(t, url, "late", map[string]string{"env": "pr-7"})
		if _, err := stack.Destroy(t.Context()); err != nil {
			t.Fatal(err)
		}
		expectState(t, url, "late", "PIPELINE_STATE_CANCELLED")
	})
}

// startFake starts a fake Vertex AI for the test and returns its base URL.
func startFake(t *testing.T) string {
	t.Helper()
	command := exec.Command("npx", "--yes", "--package", "pulumi-vertex-jobs", "fake-vertex-ai", "--time-to-cancel-ms", "500")
	// In a group of its own, so that what npx has started ends with it.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-command.Process.Pid, syscall.SIGTERM)
		_ = command.Wait()
	})
	url, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Fatalf("fake-vertex-ai did not start: %v", err)
	}
	return strings.TrimSpace(url)
}

// createStack makes a stack of this program that calls the fake, and removes it after the test.
func createStack(t *testing.T, url string) auto.Stack {
	t.Helper()
	stack, err := auto.UpsertStackLocalSource(t.Context(), "test", ".")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// The context of the test has ended by now.
		ctx := context.Background()
		if _, err := stack.Destroy(ctx); err != nil {
			t.Error(err)
		} else if err := stack.Workspace().RemoveStack(ctx, "test"); err != nil {
			t.Error(err)
		}
	})
	err = stack.SetAllConfig(t.Context(), auto.ConfigMap{
		"env":                                auto.ConfigValue{Value: "pr-7"},
		"vertex-jobs:project":                auto.ConfigValue{Value: "my-project"},
		"vertex-jobs:region":                 auto.ConfigValue{Value: "us-central1"},
		"vertex-jobs:vertexAiCustomEndpoint": auto.ConfigValue{Value: url + "/v1/"},
		"vertex-jobs:accessToken":            auto.ConfigValue{Value: "any", Secret: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	return stack
}

// submit creates a pipeline job as any client does.
func submit(t *testing.T, url, job string, labels map[string]string) {
	t.Helper()
	body, err := json.Marshal(map[string]any{
		"labels":        labels,
		"templateUri":   "https://us-kfp.pkg.dev/my-project/pipelines/training/v1",
		"runtimeConfig": map[string]string{"gcsOutputDirectory": "gs://my-bucket/training"},
	})
	if err != nil {
		t.Fatal(err)
	}
	address := fmt.Sprintf("%s/v1/%s/pipelineJobs?pipelineJobId=%s", url, parent, job)
	response, err := http.Post(address, "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Fatalf("%s was not submitted: %s", job, response.Status)
	}
}

func expectState(t *testing.T, url, job, want string) {
	t.Helper()
	response, err := http.Get(fmt.Sprintf("%s/v1/%s/pipelineJobs/%s", url, parent, job))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var answer struct{ State string }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	if answer.State != want {
		t.Errorf("%s is %s, not %s", job, answer.State, want)
	}
}
