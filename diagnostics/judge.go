package diagnostics

// proof is whether a rule holds, given what may still be seen.
type proof int

const (
	open    proof = iota // undecided: it depends on what is still to be seen
	proved               // nothing still to be seen can refute it
	refuted              // nothing still to be seen can prove it
)

// court judges findings. An open check, one that is still running, may yet see anything;
// at the end, a check without a finding saw nothing.
type court struct {
	findings Findings
	open     func(CheckName) bool
}

// atEnd judges the findings as complete.
func atEnd(findings Findings) court {
	return court{findings, func(CheckName) bool { return false }}
}

// meanwhile judges the findings while the checks without one may still see anything.
func meanwhile(findings Findings) court {
	return court{findings, func(check CheckName) bool {
		_, done := findings.Of(check)
		return !done
	}}
}

// judge decides a rule as far as possible, and returns the checks that prove it.
func (c court) judge(rule rule) (proof, []CheckName) {
	var evidence []CheckName
	decided := proved
	for _, line := range rule.when {
		result, check := c.line(line)
		switch result {
		case refuted:
			return refuted, nil
		case open:
			decided = open
		case proved:
			evidence = append(evidence, check)
		}
	}
	for _, against := range rule.unless {
		switch {
		case against.in(c.findings):
			return refuted, nil
		case c.open(against.check):
			decided = open
		}
	}
	return decided, evidence
}

// line decides one line of a rule. The first sighting found is its evidence.
func (c court) line(line oneOf) (proof, CheckName) {
	result := refuted
	for _, possible := range line {
		switch {
		case possible.in(c.findings):
			return proved, possible.check
		case c.open(possible.check):
			result = open
		}
	}
	return result, ""
}

// Conclusive reports whether the verdict is already certain to be one particular fault,
// whatever is still to be found: the first rule that is not refuted is proved.
func Conclusive(findings Findings) bool {
	court := meanwhile(findings)
	for _, rule := range rules() {
		switch result, _ := court.judge(rule); result {
		case proved:
			return rule.cause.Fault()
		case open:
			return false
		case refuted:
		}
	}
	return false
}
