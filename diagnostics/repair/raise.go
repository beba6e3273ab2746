package repair

import (
	"context"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"

	"retune/diagnostics"
	"retune/diagnostics/system"
)

const (
	pkexec    = "pkexec"
	sudo      = "sudo"
	osascript = "osascript"
)

// The exit statuses of pkexec itself, from its manual: if its dialog was dismissed, and if
// nobody could be asked or authorization was denied.
const (
	pkexecDismissed = 126
	pkexecRefused   = 127
)

// sudoRefused is the exit status of sudo if authentication failed.
const sudoRefused = 1

// privileged reports whether Retune already has administrator rights, in a session that is
// the administrator's own.
func privileged(environment system.Environment) bool {
	return os.Getuid() == 0 || environment.Rights == system.RightsElevated
}

// raised returns a command that asks for administrator rights for itself alone: Retune never
// runs with them.
func (r updateRepair) raised(command system.Command) (system.Command, error) {
	if privileged(r.finder.Environment) {
		return command, nil
	}
	return asking(r.finder.Environment, r.finder.Commands, command)
}

// asking returns a command wrapped in one that asks for administrator rights: by a dialog if
// there is a desktop, else by a prompt in the terminal.
func asking(environment system.Environment, commands system.Commands, command system.Command) (system.Command, error) {
	refusal := refuse(ReasonNeedsAdministrator, diagnostics.Args{"Command": command.String()}, nil)
	path, err := commands.Find(command.Program)
	if err != nil || environment.System == "windows" {
		return command, refusal
	}
	for _, program := range askers(environment) {
		if _, err := commands.Find(program); err == nil {
			return system.Command{Program: program, Arguments: append([]string{path}, command.Arguments...)}, nil
		}
	}
	return command, refusal
}

// askers lists what can ask for the rights, best first.
func askers(environment system.Environment) []string {
	if environment.Get("DISPLAY") != "" || environment.Get("WAYLAND_DISPLAY") != "" {
		return []string{pkexec, sudo}
	}
	return []string{sudo, pkexec}
}

// raiser runs a program with administrator rights, for which the system asks the user in its
// own way: with User Account Control on Windows, AppleScript's dialog on a Mac, and elsewhere
// as asking does.
type raiser struct {
	environment system.Environment
	commands    system.Commands
	run         system.Run
	runAs       func(ctx context.Context, command system.Command) (status int, err error)
}

// status runs the command to completion and returns its exit status. Once the command is
// running it is never interrupted, since privileged work must not be left half done. The
// error is a refusal: the rights were not granted.
func (r raiser) status(ctx context.Context, command system.Command) (status int, err error) {
	switch r.environment.System {
	case "windows":
		status, err = r.runAs(ctx, command) // which stops waiting if the context ends before the user answers
	case "darwin":
		status, err = r.script(context.WithoutCancel(ctx), command)
	default:
		status, err = r.askedFor(context.WithoutCancel(ctx), command)
	}
	if err != nil {
		return 0, refuse(ReasonNeedsAdministrator, nil, err)
	}
	return status, nil
}

// askedFor runs the command through a program that asks. If that program itself ends because
// the rights were not granted, there is no status.
func (r raiser) askedFor(ctx context.Context, command system.Command) (int, error) {
	command, err := asking(r.environment, r.commands, command)
	if err != nil {
		return 0, err
	}
	err = r.run(ctx, command, func(string) {})
	var exit *system.ExitError
	if !errors.As(err, &exit) || disagreed(command.Program, exit.Status) {
		return 0, err
	}
	return exit.Status, nil
}

// disagreed reports whether a status is that of the asking program, because the rights were
// not granted.
func disagreed(asker string, status int) bool {
	if asker == pkexec {
		return status == pkexecDismissed || status == pkexecRefused
	}
	return asker == sudo && status == sudoRefused
}

// script runs the command through AppleScript. If its dialog was dismissed there is no
// status.
func (r raiser) script(ctx context.Context, command system.Command) (int, error) {
	last := ""
	err := r.run(ctx, scriptFor(command), func(line string) { last = line })
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(last) //nolint:wrapcheck // the caller says what it means
}

// scriptFor returns the command as AppleScript ("do shell script" in Apple's language guide).
// The script prints the command's exit status at its end.
func scriptFor(command system.Command) system.Command {
	var words []string
	for _, word := range slices.Concat([]string{command.Program}, command.Arguments) {
		words = append(words, shellWord(word))
	}
	text := strings.Join(words, " ") + " >/dev/null 2>&1; echo $?"
	script := "do shell script " + scriptText(text) + " with administrator privileges"
	return system.Command{Program: osascript, Arguments: []string{"-e", script}}
}

// shellWord quotes a text as one word for a shell, in which no character is special.
func shellWord(text string) string {
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// scriptText quotes a text as an AppleScript string.
func scriptText(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}
