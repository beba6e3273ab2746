package network

import (
	"slices"
	"time"

	"retune/diagnostics"
)

// judgeNames turns what was said of each name into the finding. The resolver is blamed
// only for what a public one does better: for everything when it gave no name at all,
// for one of Spotify's hosts when it gave others.
func judgeNames(reports []nameReport) diagnostics.Finding {
	const check = diagnostics.CheckResolver
	works := slices.ContainsFunc(reports, nameReport.good)
	confirmed := slices.ContainsFunc(reports, nameReport.confirmed)
	needed, bad := neededTrouble(reports)
	switch {
	case !works && confirmed:
		return diagnostics.Saw(check, diagnostics.SawFailing, diagnostics.Args{"Failure": worstAnswer(reports).String()})
	case !works:
		return diagnostics.Saw(check, diagnostics.SawUncompared, nil)
	case !bad:
		return diagnostics.Saw(check, diagnostics.SawFine, diagnostics.Args{"Milliseconds": quickest(reports).Milliseconds()})
	case needed.denied() && needed.confirmed(), silencesSpotify(reports):
		args := diagnostics.Args{"Host": needed.host, "Failure": FailureOf(needed.system, Resolve).String()}
		if len(needed.addresses) > 0 { // else the name was denied
			nameSink(args, needed.addresses[0])
		}
		return diagnostics.Saw(check, diagnostics.SawBlocked, args)
	}
	return diagnostics.Saw(check, diagnostics.SawUncompared, nil)
}

// neededTrouble returns the first of Spotify's hosts that is provably blocked, else the
// first that has any trouble.
func neededTrouble(reports []nameReport) (trouble nameReport, found bool) {
	for _, host := range neededHosts() {
		i := slices.IndexFunc(reports, func(r nameReport) bool { return r.host == host })
		if i < 0 || reports[i].good() {
			continue
		}
		if reports[i].denied() && reports[i].confirmed() {
			return reports[i], true
		}
		if !found {
			trouble, found = reports[i], true
		}
	}
	return trouble, found
}

// silencesSpotify reports whether the resolver is silent about all of Spotify's hosts, and
// about nothing else: one lost packet, or a few, do not choose like that.
func silencesSpotify(reports []nameReport) bool {
	silent := 0
	for _, report := range reports {
		isSpotify := slices.Contains(neededHosts(), report.host)
		if isSpotify != report.silent() || isSpotify && !report.confirmed() {
			return false
		}
		if isSpotify {
			silent++
		}
	}
	return silent > 1
}

// worstAnswer returns the failure that says most about a resolver that gave no name.
func worstAnswer(reports []nameReport) Failure {
	var errs []error
	for _, report := range reports {
		errs = append(errs, report.system)
	}
	return FailureOf(strongest(errs), Resolve)
}

func quickest(reports []nameReport) time.Duration {
	var best time.Duration
	for _, report := range reports {
		if report.good() && (best == 0 || report.elapsed < best) {
			best = report.elapsed
		}
	}
	return best
}
