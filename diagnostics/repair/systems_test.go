package repair

import (
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// Its finder has no doors: where the system is another one, nothing is looked at.
func TestClosingIsRefusedOnOtherSystems(t *testing.T) {
	for _, name := range []string{"windows", "darwin", "freebsd"} {
		service := NewService(Doors{Finder: spotify.Finder{
			Environment: system.Environment{System: name, Home: t.TempDir(), Variables: map[string]string{}},
		}})
		for _, repair := range []diagnostics.RepairName{diagnostics.RepairClose, diagnostics.RepairRestart} {
			_, outcome, err := service.Plan(t.Context(), repair, ignore)
			if err != nil || outcome.Result != Refused || outcome.Reason != ReasonNotOnThisSystem {
				t.Errorf("%s on %s: %+v, %v", repair, name, outcome, err)
			}
		}
	}
}
