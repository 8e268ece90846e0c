#!/usr/bin/perl
# An SMSC for tests: perl smsc.pl PORT SYSTEM_ID PASSWORD
# Numbers decide: ...404 is a bad address, ...058 is throttled, ...777 is never reached, ...555 has no receipt.
# Other messages are delivered. Receipts are sent before the submit is answered where the number ends in 111.
use strict;
use warnings;
use Net::SMPP;

$| = 1;
my ($port, $user, $password) = @ARGV;
$SIG{CHLD} = 'IGNORE';
my %binds = (1 => 'bind_receiver_resp', 2 => 'bind_transmitter_resp', 9 => 'bind_transceiver_resp');
my $count = 0;

sub receipt {
    my ($peer, $pdu, $id, $state, $error) = @_;
    $peer->deliver_sm(
        async            => 1,
        source_addr      => $pdu->{destination_addr},
        destination_addr => $pdu->{source_addr},
        esm_class        => 4,
        short_message    => "id:$id sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 "
            . "stat:$state err:$error text:",
    );
}

my $listener = Net::SMPP->new_listen('127.0.0.1', port => $port, timeout => 86400) or die "listen: $!";
print "READY $port\n";
while (1) {
    my $peer = $listener->accept or next;
    next if fork;
    $peer->set_version(0x34);
    my $receives = 0;
    while (my $pdu = $peer->read_pdu) {
        my ($command, $sequence) = ($pdu->{cmd}, $pdu->{seq});
        if (my $answer = $binds{$command}) {
            my $status = $pdu->{system_id} ne $user ? 0x0f : $pdu->{password} ne $password ? 0x0e : 0;
            $peer->$answer(system_id => 'SMSC', seq => $sequence, status => $status);
            printf "BIND %s status=0x%02x\n", $answer, $status;
            $receives = !$status && $command != 2;
        } elsif ($command == 4) {
            my $to = $pdu->{destination_addr};
            my $status = $to =~ /404$/ ? 0x0b : $to =~ /058$/ ? 0x58 : 0;
            my $id = $status ? '' : sprintf('%d-%d', $$, ++$count);
            my ($state, $error) = $to =~ /777$/ ? ('UNDELIV', '001') : ('DELIVRD', '000');
            my $wanted = $receives && !$status && $pdu->{registered_delivery} && $to !~ /555$/;
            receipt($peer, $pdu, $id, $state, $error) if $wanted && $to =~ /111$/;
            $peer->submit_sm_resp(message_id => $id, seq => $sequence, status => $status);
            printf "SUBMIT id=%s from=%d/%s to=%d/%s dcs=%d status=0x%02x text=%s.\n", $id, $pdu->{source_addr_ton},
                $pdu->{source_addr}, $pdu->{dest_addr_ton}, $to, $pdu->{data_coding}, $status,
                unpack('H*', $pdu->{short_message});
            receipt($peer, $pdu, $id, $state, $error) if $wanted && $to !~ /111$/;
        } elsif ($command == 0x15) {
            $peer->enquire_link_resp(seq => $sequence);
            print "ENQUIRE\n";
        } elsif ($command == 6) {
            $peer->unbind_resp(seq => $sequence);
            print "UNBIND\n";
            last;
        } elsif ($command & 0x80000000) {
            printf "RESP 0x%08x status=%d\n", $command, $pdu->{status};
        } else {
            $peer->generic_nack(seq => $sequence, status => 3);
            printf "NACK 0x%08x\n", $command;
        }
    }
    print "CLOSED\n";
    exit 0;
}
