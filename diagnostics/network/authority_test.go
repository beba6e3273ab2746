package network_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"sync"
	"time"
)

// authority signs for servers of a made-up network.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// trusted is a public authority that the computer trusts.
//
//nolint:gochecknoglobals // all tests trust the same one, as all programs of a computer do
var trusted = sync.OnceValue(func() authority { return newAuthority("DigiCert Inc") })

func newAuthority(organisation string) authority {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{Organization: []string{organisation}, CommonName: "Root"},
		NotBefore: time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return authority{certificate, key}
}

// trusts returns the authorities that the computer of a world trusts.
func (w world) trusts() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(trusted().certificate)
	if w.roots.certificate != nil {
		pool.AddCert(w.roots.certificate)
	}
	return pool
}

// sign makes a certificate for a host that is good for sixty years until an end.
func (a authority) sign(host string, end time.Time) *tls.Certificate {
	return a.signFor(host, end.AddDate(-60, 0, 0), end)
}

func (a authority) signFor(host string, begin, end time.Time) *tls.Certificate {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: begin, NotAfter: end,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, &a.key.PublicKey, a.key)
	if err != nil {
		panic(err)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.key}
}

func farFuture() time.Time { return time.Date(2050, 1, 1, 0, 0, 0, 0, time.UTC) }

// serveTLS shakes hands as the server that is asked for, and then hangs up.
func (w world) serveTLS(connection *unhurried) {
	defer connection.Close()
	server := tls.Server(connection, &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			if w.present != nil {
				return w.present(hello.ServerName), nil
			}
			return trusted().sign(hello.ServerName, farFuture()), nil
		},
	})
	_ = server.Handshake()
}

// unhurried is one end of a net.Pipe whose writes do not wait until they are read. In a
// handshake both sides may write at the same time.
type unhurried struct {
	net.Conn
	queue chan []byte
	sent  chan struct{}
}

func newUnhurried(connection net.Conn) *unhurried {
	u := &unhurried{connection, make(chan []byte, 64), make(chan struct{})}
	go func() {
		defer close(u.sent)
		for part := range u.queue {
			_, _ = connection.Write(part)
		}
	}()
	return u
}

func (u *unhurried) Write(part []byte) (int, error) {
	u.queue <- append([]byte(nil), part...)
	return len(part), nil
}

func (u *unhurried) Close() error {
	close(u.queue)
	<-u.sent
	return u.Conn.Close()
}
