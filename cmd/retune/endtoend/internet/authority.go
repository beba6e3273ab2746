//go:build linux

package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"strings"
	"time"
)

// authority signs certificates.
type authority struct {
	key  *ecdsa.PrivateKey
	root *x509.Certificate
}

// authorities are the certificate authorities of this internet.
type authorities struct {
	public    authority // a public authority that every computer trusts
	inspector authority // inspects traffic and is trusted by the tested computer
	stranger  authority // not trusted by anybody
}

func newAuthorities() (*authorities, error) {
	var made authorities
	for name, authority := range map[string]*authority{
		"DigiCert Inc": &made.public, "Office Filter": &made.inspector, "Nobody Knows": &made.stranger,
	} {
		if err := authority.create(name); err != nil {
			return nil, fmt.Errorf("make an authority: %w", err)
		}
	}
	return &made, nil
}

// lifetime is how long before and after now an authority is valid.
const lifetime = 10 * 365 * 24 * time.Hour

func (a *authority) create(organization string) (err error) {
	if a.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return err
	}
	template := certificateFor("Pretend Root", time.Now())
	template.Subject.Organization = []string{organization}
	template.NotBefore, template.NotAfter = time.Now().Add(-lifetime), time.Now().Add(lifetime)
	template.IsCA, template.BasicConstraintsValid = true, true
	template.KeyUsage = x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, template, template, a.key.Public(), a.key)
	if err != nil {
		return err
	}
	a.root, err = x509.ParseCertificate(der)
	return err
}

// trusted returns the certificates of the authorities that the computer trusts.
func (a *authorities) trusted() []byte {
	var file []byte
	for _, trusted := range []authority{a.public, a.inspector} {
		file = append(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: trusted.root.Raw})...)
	}
	return file
}

// config returns certificates for whatever host a client asks for; a client that names none
// gets the one for the address it connected to.
func (a *authorities) config(w World) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			host := hello.ServerName
			if host == "" {
				address, _, err := net.SplitHostPort(hello.Conn.LocalAddr().String())
				if err != nil {
					return nil, err
				}
				host = address
			}
			return a.certify(host, w.now(), w.wrongWith(host, hello.Conn.LocalAddr()))
		},
	}
}

// wrongWith returns what is wrong with a host's certificate at the address that a client
// connected to.
func (w World) wrongWith(host string, at net.Addr) string {
	for domain, wrong := range w.Certificates {
		if domain == "*" || strings.HasSuffix(host, domain) || strings.HasPrefix(at.String(), domain+":") {
			return wrong
		}
	}
	return ""
}

// certify makes a host's certificate with a fault: "expired", "other-host", "unknown" (signed
// by the stranger) or "inspected" (signed by the inspector).
func (a *authorities) certify(host string, now time.Time, wrong string) (*tls.Certificate, error) {
	signer := a.public
	switch wrong {
	case "expired":
		now = now.Add(-30 * 24 * time.Hour)
	case "other-host":
		host = "www.elsewhere.example"
	case "unknown":
		signer = a.stranger
	case "inspected":
		signer = a.inspector
	}
	template := certificateFor(host, now)
	if address := net.ParseIP(host); address != nil {
		template.IPAddresses = []net.IP{address}
	} else {
		template.DNSNames = []string{host}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, signer.root, signer.key.Public(), signer.key)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: signer.key}, nil
}

// certificateFor makes a certificate that is valid for two months around a time.
func certificateFor(name string, now time.Time) *x509.Certificate {
	const month = 30 * 24 * time.Hour
	return &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()),
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    now.Add(-month), NotAfter: now.Add(month - time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
}
