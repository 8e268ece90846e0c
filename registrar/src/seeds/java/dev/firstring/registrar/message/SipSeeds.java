package dev.firstring.registrar.message;

import java.util.List;

/** Requests as real phones send them, and some in the manner of RFC 4475, to be bent and broken. */
public final class SipSeeds {

    private static final String SIPSAK = """
            REGISTER sip:sip.example.test SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:40123;branch=z9hG4bK.5ab1f2c3;rport;alias
            From: sip:u1@sip.example.test;tag=7c2a1b
            To: sip:u1@sip.example.test
            Call-ID: 2083134251@127.0.0.1
            CSeq: 2 REGISTER
            Contact: sip:u1@127.0.0.1:29999
            Authorization: Digest username="u1", uri="sip:sip.example.test", algorithm=MD5, realm="sip.example.test", nonce="AAABnKlFCgBrfWJEmaDzncrvt-7mWZUVYUlwnbNSvcI", qop=auth, nc=00000001, cnonce="6b8b4567", response="3d6288d75c097b7b7348505e985eb3c9"
            Expires: 60
            Content-Length: 0
            Max-Forwards: 70
            User-Agent: sipsak 0.9.8.1

            """;
    private static final String LINPHONE = """
            REGISTER sip:127.0.0.1:25060;transport=udp SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:41000;branch=z9hG4bK.hYJ~k;rport
            From: "Zoë \\"Z\\"" <sip:u1@sip.example.test>;tag=~K1
            To: sip:u1@sip.example.test
            CSeq: 21 REGISTER
            Call-ID: Zp2jQ~
            Max-Forwards: 70
            Supported: replaces, outbound, gruu, path
            Accept: application/sdp, text/plain, application/vnd.gsma.rcs-ft-http+xml
            Contact: <sip:u1@127.0.0.1:41000;transport=udp>;expires=60;+sip.instance="<urn:uuid:8a54c2d1-0000-1000-8000-00aa00bb00cc>";+org.linphone.specs="lime"
            Expires: 60
            User-Agent: Linphonec/5.1.65 (belle-sip/5.1.65)
            Content-Length: 0

            """;
    private static final String TORTUOUS = """
            REGISTER sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
            TO :
             sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
            from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
              ;
              tag = 98asjd8
            MaX-fOrWaRdS: 0068
            Call-ID: wsinv.ndaksdj@192.0.2.1
            Content-Length   : 0
            cseq: 0009
              REGISTER
            v:  SIP  / 2.0  / TCP     spindle.example.com   ;
              branch  =   z9hG4bK9ikj8  ,
             SIP  /    2.0   / UDP  192.168.255.111   ; branch=
             z9hG4bK30239
            m:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =
                  newvalue ;
              secondparam ; q = 0.33
            NewFangledHeader:   newfangled value
             continued newfangled value
            UnknownHeaderWithUnusualValue: ;;,,;;,;

            """;
    private static final String ESCAPED = """
            REGISTER sip:example.com SIP/2.0
            To: sip:null-%00-null@example.com
            From: sip:null-%00-null@example.com;tag=839923423
            Max-Forwards: 70
            Call-ID: escnull.39203ndfvkjdasfkq3w4otrq0adsfdfnavd
            CSeq: 14398234 REGISTER
            Via: SIP/2.0/UDP [2001:db8::9:1]:5060;branch=z9hG4bKkdjuw;received=[2001:db8::9:255]
            Contact: <sip:%00@host5.example.com>, <sips:a:b@[::1];x="y">;q=0.7, *
            Authorization: NoOneKnowsThisScheme opaque-data=here
            L:0

            """;

    private SipSeeds() {}

    /** All of them, with the line ends of SIP. */
    public static List<String> all() {
        return List.of(SIPSAK, LINPHONE, TORTUOUS, ESCAPED).stream()
                .map(text -> text.replace("\n", "\r\n"))
                .toList();
    }
}
