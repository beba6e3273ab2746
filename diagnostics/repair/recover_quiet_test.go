package repair_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"retune/diagnostics/repair"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// A start with nothing left over must not create anything in the user's home.
func TestRecoverWritesNothingWhereNothingIsLeftOver(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for name, leftOver := range map[string]struct {
		folder string
		acts   bool
	}{
		"no cache at all":         {"", false},
		"a cache":                 {"Data", false},
		"a cache just set aside":  {".retune-set-aside-20261122T110000.000Z", false},
		"a cache set aside early": {".retune-set-aside-20261121T110000.000Z", true},
		"a deletion cut off":      {".retune-discarding-20261122T110000.000Z", true},
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			environment := system.Environment{System: "linux", Home: home}
			if leftOver.folder != "" {
				if err := os.MkdirAll(filepath.Join(home, ".cache/spotify", leftOver.folder), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			service := repair.NewService(repair.Doors{
				Finder: spotify.Finder{Environment: environment}, Now: func() time.Time { return now },
			})
			outcome, err := service.Recover(t.Context(), func(repair.Progress) {})
			if err != nil {
				t.Fatal(err)
			}
			if acted := outcome.Result != repair.NothingToDo; acted != leftOver.acts {
				t.Errorf("it ended with %q", outcome.Result)
			}
			if _, err := os.Stat(environment.StateFolder()); os.IsNotExist(err) == leftOver.acts {
				t.Errorf("Retune's own folder: %v", err)
			}
		})
	}
}
