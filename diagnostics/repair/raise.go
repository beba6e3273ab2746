package repair

import (
	"os"

	"retune/diagnostics"
	"retune/diagnostics/system"
)

const (
	pkexec = "pkexec"
	sudo   = "sudo"
)

// What pkexec itself ends with, by its manual: where its dialog was put away, and where
// nobody could be asked or they may not.
const (
	pkexecDismissed = 126
	pkexecRefused   = 127
)

// mighty reports whether Retune has an administrator's rights already, in a session that
// is the administrator's own.
func mighty(environment system.Environment) bool {
	return os.Getuid() == 0 || environment.Rights == system.RightsElevated
}

// raised returns a command as one that asks for an administrator's rights, for itself
// alone: Retune never runs with them. With a desktop that is a dialog, and else the
// terminal's question.
func (r updateRepair) raised(command system.Command) (system.Command, error) {
	if mighty(r.finder.Environment) {
		return command, nil
	}
	refusal := refuse(ReasonNeedsAdministrator, diagnostics.Args{"Command": command.String()}, nil)
	path, err := r.finder.Commands.Find(command.Program)
	if err != nil || r.finder.Environment.System == "windows" {
		return command, refusal
	}
	for _, asking := range asks(r.finder.Environment) {
		if _, err := r.finder.Commands.Find(asking); err == nil {
			return system.Command{Program: asking, Arguments: append([]string{path}, command.Arguments...)}, nil
		}
	}
	return command, refusal
}

// asks lists what can ask for the rights, the best first.
func asks(environment system.Environment) []string {
	if environment.Get("DISPLAY") != "" || environment.Get("WAYLAND_DISPLAY") != "" {
		return []string{pkexec, sudo}
	}
	return []string{sudo, pkexec}
}
