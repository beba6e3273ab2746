package system

import (
	"context"
	"strconv"
	"strings"
)

// MotionUnwanted reports whether the system asks programs to avoid animation. If it does not
// say, animation is fine.
func MotionUnwanted(ctx context.Context, environment Environment, files Files, commands Commands) bool {
	switch {
	case environment.System == "windows":
		return animationsOff()
	case environment.System == "darwin":
		// The key is that of "Reduce motion" in the Accessibility settings.
		return prints(ctx, commands, "1", "defaults", "read", "com.apple.universalaccess", "reduceMotion")
	case strings.Contains(environment.Get("XDG_CURRENT_DESKTOP"), "KDE"):
		return kdeStill(environment, files)
	default:
		// The key is that of "Reduce animation" in GNOME and the desktops that follow it.
		return prints(ctx, commands, "false", "gsettings", "get", "org.gnome.desktop.interface", "enable-animations")
	}
}

// prints reports whether a command's output is exactly this word.
func prints(ctx context.Context, commands Commands, word, program string, arguments ...string) bool {
	output, err := commands.Output(ctx, Command{Program: program, Arguments: arguments})
	return err == nil && strings.TrimSpace(string(output)) == word
}

// kdeStill reports whether Plasma's "Animation speed" is "Instant", which is a factor of 0.
func kdeStill(environment Environment, files Files) bool {
	const limit = 1 << 20
	text, err := files.Read(environment.Join(environment.XDG("XDG_CONFIG_HOME", ".config"), "kdeglobals"), limit)
	return err == nil && instant(string(text))
}

// instant finds AnimationDurationFactor in the [KDE] group of a kdeglobals.
func instant(text string) bool {
	group := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			group = line
		}
		key, value, _ := strings.Cut(line, "=")
		if group != "[KDE]" || strings.TrimSpace(key) != "AnimationDurationFactor" {
			continue
		}
		factor, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		return err == nil && factor == 0
	}
	return false
}
