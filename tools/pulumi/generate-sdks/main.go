// Command generate-sdks writes the Python and Go SDKs of a provider plugin.
//
// Usage: generate-sdks schema.json folder
//
// It writes folder/python and folder/go. What is in these already stays, unless it is generated.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	gocode "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// tool is what the header of each generated file says wrote it.
const tool = "npm run sdks"

type files = map[string][]byte

// languages has the generator of each SDK, by the name of its folder.
var languages = map[string]func(*schema.Package) (files, error){
	"python": func(pkg *schema.Package) (files, error) {
		return python.GeneratePackage(tool, pkg, nil, nil)
	},
	"go": func(pkg *schema.Package) (files, error) {
		return gocode.GeneratePackage(tool, pkg, nil)
	},
}

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: generate-sdks schema.json folder"))
	}
	if err := generate(os.Args[1], os.Args[2]); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintf(os.Stderr, "generate-sdks: %v\n", err)
	os.Exit(1)
}

func generate(schemaPath, folder string) error {
	for language, generatePackage := range languages {
		pkg, err := bind(schemaPath)
		if err != nil {
			return err
		}
		written, err := generatePackage(pkg)
		if err != nil {
			return fmt.Errorf("%s: %w", language, err)
		}
		if err := write(filepath.Join(folder, language), written); err != nil {
			return err
		}
	}
	return nil
}

// bind reads the schema. A generator changes the package that it is given, so each gets one of its own.
func bind(path string) (*schema.Package, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	pkg, diagnostics, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	if diagnostics.HasErrors() {
		return nil, fmt.Errorf("%s: %w", path, diagnostics)
	}
	return pkg, nil
}

func write(folder string, written files) error {
	for name, contents := range written {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, contents, 0o644); err != nil {
			return err
		}
	}
	return nil
}
