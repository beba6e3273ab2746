package spotify

import "retune/diagnostics/system"

// StartAsPerson returns the command that starts a client with the user's ordinary rights. On
// Windows, an elevated Retune passes the program to the desktop shell, which has those
// rights. Started directly, Spotify would be elevated too, and its installer and updater
// refuse to run like that (ElevationRequirement of winget's manifest).
func StartAsPerson(environment system.Environment, command system.Command) system.Command {
	elevated := environment.System == "windows" && environment.Rights == system.RightsElevated
	if !elevated || command.Program == desktopProgram {
		return command
	}
	return system.Command{Program: desktopProgram, Arguments: []string{command.Program}}
}

// desktopProgram is the Windows desktop shell. A new instance passes what it is asked to open
// on to the one already running.
const desktopProgram = "explorer.exe"
