package network_test

import (
	"fmt"
	"slices"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/network"
)

// However few connections a diagnosis may open, it opens no more, and what it could not look
// at accuses nobody: the verdict is the right one, or there is none.
func TestADiagnosisKeepsWithinItsAllowance(t *testing.T) {
	faults := slices.Concat(networkFaults(), portalFaults(), resolverFaults(), spotifyFaults())
	for _, fault := range faults {
		for _, most := range []int64{0, 1, 3, 6, 10, 15, 20, 30} {
			t.Run(fmt.Sprintf("%s, %d connections", fault.name, most), func(t *testing.T) {
				doors := fault.world.doors()
				doors.Allowance = network.NewAllowance(most)
				m, findings, _ := measure(t, doors)
				if int64(m.connections) > most {
					t.Errorf("it opened %d", m.connections)
				}
				if cause := verdictOf(findings); cause != fault.verdict && cause != diagnostics.CauseUnknown {
					t.Errorf("the verdict is %q: %+v", cause, findings)
				}
			})
		}
	}
}
