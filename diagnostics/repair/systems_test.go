package repair

import (
	"testing"

	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// Its finder has no doors: where the system is another one, nothing is looked at.
func TestRepairsRefuseOnOtherSystems(t *testing.T) {
	for _, name := range []string{"windows", "darwin", "freebsd"} {
		service := NewService(Doors{Finder: spotify.Finder{
			Environment: system.Environment{System: name, Home: t.TempDir(), Variables: map[string]string{}},
		}})
		for _, description := range service.Descriptions() {
			_, outcome, err := service.Plan(t.Context(), description.Name, ignore)
			if err != nil || outcome.Result != Refused || outcome.Reason != ReasonNotOnThisSystem {
				t.Errorf("%s on %s: %+v, %v", description.Name, name, outcome, err)
			}
		}
	}
}
