//go:build linux

package system

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

func here() Environment { return CurrentEnvironment() }

func TestOutputIsWhatTheProgramPrinted(t *testing.T) {
	output, err := NewCommands(here()).Output(t.Context(), Command{Program: "echo", Arguments: []string{"1.2.3"}})
	if err != nil || string(output) != "1.2.3\n" {
		t.Errorf("got %q, %v", output, err)
	}
}

func TestAProgramThatIsNotThere(t *testing.T) {
	commands := NewCommands(here())
	command := Command{Program: "retune-no-such-program"}
	if _, err := commands.Output(t.Context(), command); !errors.Is(err, ErrNoProgram) {
		t.Errorf("running it gives %v", err)
	}
	if err := commands.Start(command); !errors.Is(err, ErrNoProgram) {
		t.Errorf("starting it gives %v", err)
	}
}

func TestTooMuchOutputEndsTheProgram(t *testing.T) {
	for _, script := range []string{"yes", "head -c 2000000 /dev/zero; exit 0"} {
		_, err := NewCommands(here()).Output(t.Context(), Command{Program: "sh", Arguments: []string{"-c", script}})
		if !errors.Is(err, ErrTooMuchOutput) {
			t.Errorf("%s: got %v", script, err)
		}
	}
}

func TestACommandEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err := NewCommands(here()).Output(ctx, Command{Program: "sh", Arguments: []string{"-c", "sleep 20 & sleep 20"}})
	if took := time.Since(begun); err == nil || took > 5*time.Second {
		t.Errorf("got %v after %s", err, took)
	}
}

func TestAStartedProgramGetsACleanedEnvironment(t *testing.T) {
	environment := here()
	environment.Variables = map[string]string{
		"PATH": os.Getenv("PATH"), "HOME": "/home/me", "LD_PRELOAD": "/tmp/mine.so", "LD_LIBRARY_PATH": "/tmp",
		"APPDIR": "/tmp/app", "FYNE_SCALE": "2", "GODEBUG": "x=1",
	}
	output, err := NewCommands(environment).Output(t.Context(), Command{Program: "env"})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for line := range strings.Lines(string(output)) {
		name, _, _ := strings.Cut(line, "=")
		names = append(names, name)
	}
	slices.Sort(names)
	names = slices.DeleteFunc(names, func(name string) bool { return name == "_" || name == "PWD" || name == "SHLVL" })
	if want := []string{"HOME", "LC_ALL", "PATH"}; !slices.Equal(names, want) {
		t.Errorf("it gets %q, want %q", names, want)
	}
}

// TestAStartedProgramStandsAlone checks that it leads its own session and leaves no zombie.
func TestAStartedProgramStandsAlone(t *testing.T) {
	folder := t.TempDir()
	pipe := filepath.Join(folder, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	script := "cut -d' ' -f1,6 /proc/$$/stat > " + pipe
	if err := NewCommands(here()).Start(Command{Program: "sh", Arguments: []string{"-c", script}}); err != nil {
		t.Fatal(err)
	}
	said, err := os.ReadFile(pipe)
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(said))
	if len(fields) != 2 || fields[0] != fields[1] {
		t.Fatalf("number and session are %q", fields)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		if _, err := os.Stat("/proc/" + fields[0]); errors.Is(err, fs.ErrNotExist) {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatal("it is still in the process table")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func TestFilesAreReadWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	small, pipe := filepath.Join(folder, "small"), filepath.Join(folder, "pipe")
	if err := errors.Join(os.WriteFile(small, []byte("12345"), 0o600), syscall.Mkfifo(pipe, 0o600)); err != nil {
		t.Fatal(err)
	}
	door := NewFiles()
	if content, err := door.Read(small, 5); err != nil || string(content) != "12345" {
		t.Errorf("got %q, %v", content, err)
	}
	for path, want := range map[string]error{
		small: ErrTooLarge, pipe: fs.ErrInvalid, folder: fs.ErrInvalid, "/dev/zero": fs.ErrInvalid,
		filepath.Join(folder, "none"): fs.ErrNotExist,
	} {
		if _, err := door.Read(path, 4); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", path, err, want)
		}
	}
}
