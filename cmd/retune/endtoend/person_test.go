//go:build linux

package endtoend

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// person is somebody who uses Retune: a box to live in, a home, and the environment
// of their session.
type person struct {
	*box
	home      string
	variables map[string]string
}

// newPerson moves somebody into a box, with an empty home and no desktop.
func newPerson(t *testing.T, in *box) *person {
	t.Helper()
	home := t.TempDir()
	return &person{box: in, home: home, variables: map[string]string{
		"HOME": home, "PATH": os.Getenv("PATH"), "LANG": "en_US.UTF-8", "USER": "root",
	}}
}

// path returns a path in the person's home.
func (p *person) path(parts ...string) string {
	return filepath.Join(append([]string{p.home}, parts...)...)
}

func (p *person) environment() []string {
	var lines []string
	for name, value := range p.variables {
		lines = append(lines, name+"="+value)
	}
	return lines
}

// with returns the same person with some variables set otherwise; an empty value
// takes the variable away.
func (p *person) with(changes map[string]string) *person {
	variables := maps.Clone(p.variables)
	maps.Copy(variables, changes)
	maps.DeleteFunc(variables, func(_, value string) bool { return value == "" })
	return &person{box: p.box, home: p.home, variables: variables}
}

// retune makes a command that runs Retune.
func (p *person) retune(ctx context.Context, arguments ...string) *exec.Cmd {
	command := p.command(ctx, program("retune"), arguments...)
	command.Env = p.environment()
	return command
}

// outcome is what a command said and how it ended.
type outcome struct {
	output, complaint string
	status            int
}

// longest is how long any command may take; none comes near it.
const longest = time.Minute

// run runs Retune to its end.
func (p *person) run(arguments ...string) outcome {
	p.t.Helper()
	return p.answer("", arguments...)
}

// answer runs Retune to its end with something typed into it.
func (p *person) answer(typed string, arguments ...string) outcome {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), longest)
	defer cancel()
	command := p.retune(ctx, arguments...)
	command.Stdin = strings.NewReader(typed)
	return finish(p.t, command)
}

// finish runs a command to its end.
func finish(t *testing.T, command *exec.Cmd) outcome {
	t.Helper()
	var output, complaint bytes.Buffer
	command.Stdout, command.Stderr = &output, &complaint
	command.WaitDelay = time.Second
	err := command.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && !errors.Is(err, exec.ErrWaitDelay) {
		t.Fatalf("%s: %v", command, err)
	}
	return outcome{output.String(), complaint.String(), command.ProcessState.ExitCode()}
}

// decode reads the one JSON object that a command printed.
func decode[T any](t *testing.T, o outcome) T {
	t.Helper()
	var object T
	decoder := json.NewDecoder(strings.NewReader(o.output))
	if err := decoder.Decode(&object); err != nil {
		t.Fatalf("no JSON: %v\noutput: %s\ncomplaint: %s\nstatus %d", err, o.output, o.complaint, o.status)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		t.Errorf("there is more than one object: %s", o.output)
	}
	return object
}

// mustEnd checks the exit status of a command, and shows all it said where it is wrong.
func (o outcome) mustEnd(t *testing.T, status int) outcome {
	t.Helper()
	if o.status != status {
		t.Errorf("status %d instead of %d\noutput: %s\ncomplaint: %s", o.status, status, o.output, o.complaint)
	}
	return o
}

// oneLine checks that a text is one line that says something.
func oneLine(t *testing.T, text string) {
	t.Helper()
	if strings.TrimSpace(text) == "" || strings.Count(text, "\n") != 1 || !strings.HasSuffix(text, "\n") {
		t.Errorf("not one line: %q", text)
	}
}

// await waits until a condition holds, looking again and again.
func await(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(longest)
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain for %s", what)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// write writes a file with its folders.
func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
