package diagnostics

// proof is how far a rule is decided.
type proof int

const (
	open    proof = iota // what is still to be seen decides
	proved               // nothing that is still to be seen can refute it
	refuted              // nothing that is still to be seen can prove it
)

// court judges findings. While checks are open, what they may still see counts as
// possible; at the end, a check without a finding saw nothing.
type court struct {
	findings Findings
	open     func(CheckName) bool
}

// atEnd judges findings as all there is.
func atEnd(findings Findings) court {
	return court{findings, func(CheckName) bool { return false }}
}

// meanwhile judges while the checks without a finding may still see anything.
func meanwhile(findings Findings) court {
	return court{findings, func(check CheckName) bool {
		_, done := findings.Of(check)
		return !done
	}}
}

// judge returns how far a rule is decided, and the checks that prove it.
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

// line decides one line of a rule; the first sighting that was made is its evidence.
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

// Conclusive reports whether the verdict is a fault that no finding still to come can
// change: the first rule that is not refuted is proved.
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
