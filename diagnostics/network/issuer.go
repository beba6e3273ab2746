package network

import (
	"crypto/x509"
	"slices"
	"strings"
	"time"
)

// issuer is who signed a certificate that a server showed.
type issuer struct {
	organisation string // or its common name, where it names no organisation
	public       bool   // one of the well-known public authorities
	// otherwise is what is wrong with a certificate beside the time; nil: nothing is.
	otherwise error
}

func (i issuer) String() string { return i.organisation }

// publicAuthorities are the organisations that sign for servers of the public internet
// (those in Mozilla's CA list that sign for the large ones). A name counts with
// whatever follows it, as in "DigiCert Inc" and "GlobalSign nv-sa". Certainly and Google
// Trust Services sign for Spotify.
func publicAuthorities() []string {
	return []string{
		"Amazon", "Actalis", "Buypass", "Certainly", "COMODO", "DigiCert", "D-Trust", "Entrust", "Fastly",
		"GeoTrust", "GlobalSign", "GoDaddy", "Google Trust Services", "HARICA", "IdenTrust",
		"Internet Security Research Group", "Let's Encrypt", "Microsoft", "Sectigo", "SSL Corp", "SSL.com",
		"Starfield", "SwissSign", "Telekom Security", "The USERTRUST Network", "Unizeto", "Asseco",
		"VeriSign", "ZeroSSL", "Hellenic Academic and Research Institutions", "TrustAsia", "eMudhra",
	}
}

// issuerOf returns who signed for the server that showed these certificates, its own
// first.
func issuerOf(shown []*x509.Certificate) issuer {
	if len(shown) == 0 {
		return issuer{}
	}
	name := shown[0].Issuer
	signed := issuer{organisation: name.CommonName}
	if len(name.Organization) > 0 {
		signed.organisation = name.Organization[0]
	}
	signed.organisation = shortened(signed.organisation)
	signed.public = slices.ContainsFunc(publicAuthorities(), func(authority string) bool {
		return beginsWithWords(signed.organisation, authority)
	})
	return signed
}

// beginsWithWords: "Amazon" begins "Amazon Trust" and not "Amazonas Filter".
func beginsWithWords(text, words string) bool {
	if len(text) < len(words) || !strings.EqualFold(text[:len(words)], words) {
		return false
	}
	rest := text[len(words):]
	return rest == "" || rest[0] == ' ' || rest[0] == ',' || rest[0] == '.'
}

// wrongOtherwise returns what is wrong with certificates at a time at which the host's own
// is good: nothing, where the time is all that is wrong with them.
func wrongOtherwise(shown []*x509.Certificate, host string, roots *x509.CertPool) error {
	if len(shown) == 0 {
		return nil
	}
	between := x509.NewCertPool()
	for _, certificate := range shown[1:] {
		between.AddCert(certificate)
	}
	var err error
	for _, moment := range []time.Time{shown[0].NotBefore.Add(time.Minute), shown[0].NotAfter.Add(-time.Minute)} {
		_, err = shown[0].Verify(x509.VerifyOptions{DNSName: host, Roots: roots, Intermediates: between, CurrentTime: moment})
		if err == nil {
			return nil
		}
	}
	return err
}
