package spotify

import "retune/diagnostics/system"

// StartAsPerson returns the command that starts a client with the person's own rights.
// An elevated Retune of Windows hands its program to the desktop, which has them:
// started by Retune itself, Spotify would be elevated as well, and its installer and
// updater refuse to work like that (ElevationRequirement of winget's manifest).
func StartAsPerson(environment system.Environment, command system.Command) system.Command {
	elevated := environment.System == "windows" && environment.Rights == system.RightsElevated
	if !elevated || command.Program == desktopProgram {
		return command
	}
	return system.Command{Program: desktopProgram, Arguments: []string{command.Program}}
}

// desktopProgram is the program of Windows' desktop. Asked to open something, it passes
// that on to the one that is running already.
const desktopProgram = "explorer.exe"
