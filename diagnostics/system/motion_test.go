package system

import (
	"context"
	"errors"
	"testing"
)

// printed is a computer on which commands print what the table says.
type printed map[string]string

func (p printed) Find(program string) (string, error) { return program, nil }
func (p printed) Start(Command) error                 { return errors.New("nothing is to be started") }

func (p printed) Output(_ context.Context, command Command) ([]byte, error) {
	text, ok := p[command.String()]
	if !ok {
		return nil, ErrNoProgram
	}
	return []byte(text), nil
}

func TestMotionIsLeftOutWhereTheSystemAsksForIt(t *testing.T) {
	const gnome = "gsettings get org.gnome.desktop.interface enable-animations"
	const mac = "defaults read com.apple.universalaccess reduceMotion"
	for _, c := range []struct {
		name   string
		system string
		output printed
		want   bool
	}{
		{"GNOME, still", "linux", printed{gnome: "false\n"}, true},
		{"GNOME", "linux", printed{gnome: "true\n"}, false},
		{"no GNOME", "linux", printed{}, false},
		{"GNOME, nonsense", "linux", printed{gnome: "No such key"}, false},
		{"Mac, still", "darwin", printed{mac: "1\n"}, true},
		{"Mac", "darwin", printed{mac: "0\n"}, false},
		{"Mac, never set", "darwin", printed{}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := MotionUnwanted(t.Context(), Environment{System: c.system}, NewFiles(), c.output); got != c.want {
				t.Errorf("motion is unwanted: %v", got)
			}
		})
	}
}

func TestMotionInPlasma(t *testing.T) {
	for text, want := range map[string]bool{
		"[KDE]\nAnimationDurationFactor=0\n":         true,
		"[KDE]\r\nAnimationDurationFactor = 0.0\r\n": true,
		"[KDE]\nAnimationDurationFactor=0.5\n":       false,
		"[General]\nAnimationDurationFactor=0\n":     false,
		"[KDE]\nAnimationDurationFactor=\n":          false,
		"":                                           false,
		"[Icons]\nTheme=breeze\n[KDE]\nSingleClick=false\n\xff=[\n[General": false,
	} {
		if got := instant(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	environment := Environment{System: "linux", Home: t.TempDir(), Variables: map[string]string{"XDG_CURRENT_DESKTOP": "KDE"}}
	if MotionUnwanted(t.Context(), environment, NewFiles(), printed{}) {
		t.Error("without settings motion is unwanted")
	}
}
