package diagnostics_test

import (
	"testing"

	"retune/diagnostics"
)

// TestAProxyIsTakenOutWhereItIsSpotifysOwn checks that nothing is offered for a proxy in the
// system's settings, which Retune must not change, or for one that asks for a log-in, which
// may be needed.
func TestAProxyIsTakenOutWhereItIsSpotifysOwn(t *testing.T) {
	for _, test := range []struct {
		saw    diagnostics.Observation
		source string
		repair diagnostics.RepairName
		action diagnostics.Action
	}{
		{diagnostics.SawFailing, "spotify", diagnostics.RepairProxy, ""},
		{diagnostics.SawFailing, "system", "", diagnostics.ActionOpenProxySettings},
		{diagnostics.SawFailing, "environment", "", diagnostics.ActionOpenProxySettings},
		{diagnostics.SawDenied, "spotify", "", diagnostics.ActionOpenProxySettings},
	} {
		verdict, _ := diagnostics.Conclude(diagnostics.Findings{
			diagnostics.Saw(diagnostics.CheckProxy, test.saw, diagnostics.Args{"Source": test.source}),
		})
		if verdict.Cause != diagnostics.CauseProxyBroken || verdict.Repair != test.repair || verdict.Action != test.action {
			t.Errorf("%s of %s: %+v", test.saw, test.source, verdict)
		}
	}
}
