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

// What pkexec itself ends with, by its manual: where its dialog was put away, and where
// nobody could be asked or they may not.
const (
	pkexecDismissed = 126
	pkexecRefused   = 127
)

// sudoRefused is what sudo ends with where nobody proved to be an administrator.
const sudoRefused = 1

// privileged reports whether Retune has an administrator's rights already, in a session that
// is the administrator's own.
func privileged(environment system.Environment) bool {
	return os.Getuid() == 0 || environment.Rights == system.RightsElevated
}

// raised returns a command as one that asks for an administrator's rights, for itself
// alone: Retune never runs with them.
func (r updateRepair) raised(command system.Command) (system.Command, error) {
	if privileged(r.finder.Environment) {
		return command, nil
	}
	return asking(r.finder.Environment, r.finder.Commands, command)
}

// asking returns a command as one that asks for an administrator's rights: with a desktop
// that is a dialog, and else the terminal's question.
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

// askers lists what can ask for the rights, the best first.
func askers(environment system.Environment) []string {
	if environment.Get("DISPLAY") != "" || environment.Get("WAYLAND_DISPLAY") != "" {
		return []string{pkexec, sudo}
	}
	return []string{sudo, pkexec}
}

// raiser runs a program with an administrator's rights, for which the system asks the
// person in its own way: on Windows with its User Account Control, on a Mac with the
// dialog of AppleScript, elsewhere as asking does.
type raiser struct {
	environment system.Environment
	commands    system.Commands
	run         system.Run
	runAs       func(ctx context.Context, command system.Command) (status int, err error)
}

// status runs the command to its end and returns its status. Once it runs it is never cut
// off: what works with such rights leaves nothing half done. The error is a refusal: nobody
// agreed.
func (r raiser) status(ctx context.Context, command system.Command) (status int, err error) {
	switch r.environment.System {
	case "windows":
		status, err = r.runAs(ctx, command) // which gives up while the question is open
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

// askedFor runs the command by a program that asks. Where that one itself ended, because
// nobody agreed, there is no status.
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

// disagreed reports whether a status is that of the program that asks, where nobody agreed.
func disagreed(asker string, status int) bool {
	if asker == pkexec {
		return status == pkexecDismissed || status == pkexecRefused
	}
	return asker == sudo && status == sudoRefused
}

// script runs the command by AppleScript. Where the dialog was put away there is no status.
func (r raiser) script(ctx context.Context, command system.Command) (int, error) {
	last := ""
	err := r.run(ctx, scriptFor(command), func(line string) { last = line })
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(last) //nolint:wrapcheck // the caller says what it means
}

// scriptFor is the command as one of AppleScript's, "do shell script" in Apple's language
// guide, which says at its end with which status the command ended.
func scriptFor(command system.Command) system.Command {
	var words []string
	for _, word := range slices.Concat([]string{command.Program}, command.Arguments) {
		words = append(words, shellWord(word))
	}
	text := strings.Join(words, " ") + " >/dev/null 2>&1; echo $?"
	script := "do shell script " + scriptText(text) + " with administrator privileges"
	return system.Command{Program: osascript, Arguments: []string{"-e", script}}
}

// shellWord is a text as one word of a shell's, in which no letter means anything.
func shellWord(text string) string {
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// scriptText is a text as one of AppleScript's.
func scriptText(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}
