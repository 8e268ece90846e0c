package dev.firstring.messaging.hook;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.messaging.receipt.ReceiptState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts as the documentation of vendors shows them, and bodies that mean harm. */
class HookFieldsTest {

    /** What a vendor's receipt looks like, and where its manual says that state and name are. */
    private record Vendor(String state, String id, ReceiptState means, String named, String body) {}

    private static final Map<String, Vendor> VENDORS = Map.ofEntries(
            entry("Infobip, XML", new Vendor("status.groupName", "messageId", ReceiptState.DELIVERED, "80664c0c", """
                            <reportResponse><results><result><bulkId>b-1</bulkId><messageId>80664c0c</messageId>
                            <to>41793026727</to><smsCount>1</smsCount>
                            <price><pricePerMessage>0.01</pricePerMessage><currency>EUR</currency></price>
                            <status><id>5</id><groupId>3</groupId><groupName>DELIVERED</groupName>
                            <name>DELIVERED_TO_HANDSET</name><description>Message delivered to handset</description></status>
                            <error><groupId>0</groupId><groupName>OK</groupName><name>NO_ERROR</name></error>
                            </result></results></reportResponse>""")),
            entry("Infobip, JSON", new Vendor("status.name", "messageId", ReceiptState.FAILED, "80664c0c", """
                            {"results":[{"bulkId":"b-1","messageId":"80664c0c","to":"41793026727",
                            "status":{"groupId":5,"groupName":"REJECTED","id":6,"name":"REJECTED_NETWORK"},
                            "error":{"groupId":1,"groupName":"HANDSET_ERRORS","name":"EC_UNKNOWN","permanent":true}}]}""")),
            entry(
                    "Infobip, the older push",
                    new Vendor("status", "message.id", ReceiptState.DELIVERED, "023120308155716000", """
                            <DeliveryReport><message id="023120308155716000" sentdate="2010/8/2 14:55:10"
                            donedate="2010/8/2 14:55:16" status="DELIVERED" gsmerror="0" /></DeliveryReport>""")),
            entry(
                    "Clickatell, XML in a form",
                    new Vendor("status", "apiMsgId", ReceiptState.DELIVERED, "996f364775e24b8432f45d77da8eca47", """
                            data=%3Ccallback%3E%3CapiMsgId%3E996f364775e24b8432f45d77da8eca47%3C%2FapiMsgId%3E\
                            %3CcliMsgId%3Eabc123%3C%2FcliMsgId%3E%3Cstatus%3EReceived+by+recipient%3C%2Fstatus%3E%3C%2Fcallback%3E\
                            """)),
            entry("Mblox, XMLDATA", new Vendor("Status", "BatchID", ReceiptState.FAILED, "001", """
                            XMLDATA=<NotificationService Version="2.3"><Header><Partner>p</Partner></Header>\
                            <NotificationList><Notification BatchID="001"><Subscriber>\
                            <SubscriberNumber>447700900000</SubscriberNumber><Status>Non Delivered</Status>\
                            <MsgReference>1234</MsgReference></Subscriber></Notification></NotificationList>\
                            </NotificationService>""")),
            entry(
                    "Parlay X, SOAP",
                    new Vendor("deliveryStatus.deliveryStatus", "correlator", ReceiptState.FAILED, "00001", """
                            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
                            xmlns:loc="http://www.csapi.org/schema/parlayx/sms/notification/v2_2/local"><soapenv:Body>
                            <loc:notifySmsDeliveryReceipt><loc:correlator>00001</loc:correlator><loc:deliveryStatus>
                            <address>tel:8613300000010</address><deliveryStatus>DeliveryImpossible</deliveryStatus>
                            </loc:deliveryStatus></loc:notifySmsDeliveryReceipt></soapenv:Body></soapenv:Envelope>""")),
            entry("OneAPI", new Vendor("deliveryStatus", "callbackData", ReceiptState.DELIVERED, "12345", """
                            {"deliveryInfoNotification":{"callbackData":"12345","deliveryInfo":
                            {"address":"tel:+13500000991","deliveryStatus":"DeliveredToTerminal"}}}""")),
            entry("Telnyx", new Vendor("to.0.status", "payload.id", ReceiptState.FAILED, "ac012cbf", """
                            {"data":{"event_type":"message.finalized","id":"4ee8c3a6","payload":{"id":"ac012cbf",
                            "to":[{"carrier":"T-MOBILE","phone_number":"+15125550100","status":"sending_failed"}],
                            "errors":[],"cc":[],"type":"SMS"},"record_type":"event"},"meta":{"attempt":1}}""")),
            entry("Sinch", new Vendor("status", "batch_id", ReceiptState.FAILED, "01FC66621", """
                            {"type":"recipient_delivery_report_sms","batch_id":"01FC66621","recipient":"15551231234",
                            "code":406,"status":"Aborted","at":"2022-08-30T08:16:08.930Z"}""")),
            entry("Sinch, a summary", new Vendor("statuses.0.status", "batch_id", ReceiptState.OPEN, "01FC66621", """
                            {"type":"delivery_report_sms","batch_id":"01FC66621","total_message_count":1,
                            "statuses":[{"code":401,"status":"Dispatched","count":1,"recipients":["15551231234"]}]}""")),
            entry(
                    "Plivo",
                    new Vendor(
                            "Status",
                            "MessageUUID",
                            ReceiptState.DELIVERED,
                            "db3ce55a-7f1d-11e1-8ea7-1231380bc196",
                            "From=15551111111&MessageUUID=db3ce55a-7f1d-11e1-8ea7-1231380bc196&Status=delivered&To=15552222222")),
            entry(
                    "Azure Event Grid",
                    new Vendor("deliveryStatus", "messageId", ReceiptState.DELIVERED, "Outgoing_2022", """
                            [{"id":"Outgoing_20","topic":"/subscriptions/x","eventType":"Microsoft.Communication.\
                            SMSDeliveryReportReceived","data":{"messageId":"Outgoing_2022","deliveryStatus":"Delivered",
                            "deliveryAttempts":[{"timestamp":"2020-09-18T00:22:20Z","segmentsSucceeded":1}]}}]""")),
            entry("XML-RPC, a struct", new Vendor("state", "id", ReceiptState.DELIVERED, "4711", """
                            <?xml version="1.0"?><methodCall><methodName>dlr.push</methodName><params><param><value><struct>
                            <member><name>id</name><value><string>4711</string></value></member>
                            <member><name>state</name><value>DELIVRD</value></member>
                            <member><name>parts</name><value><i4>1</i4></value></member>
                            <member><name>done</name><value><dateTime.iso8601>20261130T20:00:00</dateTime.iso8601></value></member>
                            </struct></value></param></params></methodCall>""")),
            entry("XML-RPC, beside a password", new Vendor("state", "id", ReceiptState.FAILED, "4711", """
                            <methodCall><methodName>dlr</methodName><params><param><value><string>secret</string></value></param>
                            <param><value><struct><member><name>message</name><value><struct>
                            <member><name>id</name><value><int>4711</int></value></member></struct></value></member>
                            <member><name>state</name><value><string>UNDELIV</string></value></member>
                            </struct></value></param></params></methodCall>""")),
            entry("names in attributes", new Vendor("status", "messageid", ReceiptState.FAILED, "x-1", """
                            <receipt><field name="messageid">x-1</field><field name="status">EXPIRED</field></receipt>""")),
            entry("names and values in attributes", new Vendor("status", "id", ReceiptState.DELIVERED, "x-1", """
                            <r><p name="id" value="x-1"/><p name="status" value="delivered"/></r>""")),
            entry("WDDX", new Vendor("status", "id", ReceiptState.DELIVERED, "x-1", """
                            <wddxPacket version='1.0'><header/><data><struct><var name='id'><string>x-1</string></var>
                            <var name='status'><string>Delivered</string></var></struct></data></wddxPacket>""")),
            entry("pairs in JSON", new Vendor("status", "id", ReceiptState.DELIVERED, "7", """
                            {"event":"dlr","parameters":[{"key":"id","value":7},{"key":"status","value":"delivered"}]}""")),
            entry("one pair in JSON", new Vendor("status", "id", ReceiptState.DELIVERED, "7", """
                            {"id":7,"parameters":[{"Name":"status","Value":"delivered"}]}""")),
            entry("AWS, as JSON", new Vendor("messageStatus", "messageId", ReceiptState.FAILED, "m-1", """
                            {"eventType":"TEXT_CARRIER_BLOCKED","messageId":"m-1","messageStatus":"CARRIER_BLOCKED",
                            "isFinal":true}""")),
            entry("Kannel, multipart", new Vendor("type", "id", ReceiptState.DELIVERED, "77", """
                            --xYzZY\r
                            Content-Disposition: form-data; name="id"\r
                            \r
                            77\r
                            --xYzZY\r
                            Content-Disposition: form-data; name="type"\r
                            Content-Type: text/plain; charset=UTF-8\r
                            \r
                            DELIVRD\r
                            --xYzZY--\r
                            """)));

    @Test
    void a_receipt_of_each_documented_vendor_is_understood() {
        VENDORS.forEach((name, vendor) -> {
            HookFields fields = read(vendor.body()).getFirst();

            assertThat(ReceiptState.ofWord(fields.value(vendor.state())))
                    .as(name)
                    .contains(vendor.means());
            assertThat(fields.value(vendor.id())).as(name).isEqualTo(vendor.named());
        });
    }

    @Test
    void a_list_of_receipts_in_xml_is_read_one_by_one_with_what_is_around_it() {
        List<HookFields> all = read("""
                <dlrs account="a"><batch>9</batch><list>
                <dlr id="1"><state>DELIVRD</state></dlr><dlr id="2"><state>UNDELIV</state></dlr></list></dlrs>""");

        assertThat(all).extracting(fields -> fields.value("id")).containsExactly("1", "2");
        assertThat(all).extracting(fields -> fields.value("state")).containsExactly("DELIVRD", "UNDELIV");
        assertThat(all).extracting(fields -> fields.value("batch")).containsOnly("9");
        assertThat(all).extracting(fields -> fields.value("account")).containsOnly("a");
    }

    @Test
    void a_list_of_structs_of_xml_rpc_is_read_one_by_one() {
        String struct = "<value><struct><member><name>id</name><value>%s</value></member>"
                + "<member><name>state</name><value><string>%s</string></value></member></struct></value>";
        List<HookFields> all = read("<methodCall><methodName>m</methodName><params><param><value><array><data>"
                + struct.formatted("1", "DELIVRD") + struct.formatted("2", "UNDELIV")
                + "</data></array></value></param></params></methodCall>");

        assertThat(all).extracting(fields -> fields.value("id")).containsExactly("1", "2");
        assertThat(all).extracting(fields -> fields.value("state")).containsExactly("DELIVRD", "UNDELIV");
    }

    @Test
    void what_a_receipt_says_itself_outweighs_what_is_around_it_and_nothing_outweighs_the_query() {
        HookFields fields = HookFields.read(new HookRequest(
                        "/",
                        "key=right",
                        "application/json",
                        "{\"id\":\"batch\",\"key\":\"wrong\",\"results\":[{\"id\":\"one\",\"key\":\"wrong\"}]}"))
                .getFirst();

        assertThat(fields.value("id")).isEqualTo("one");
        assertThat(fields.value("key")).isEqualTo("right");
    }

    @Test
    void no_file_is_read_and_nobody_is_called_for_xml(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "delivered");
        try (ServerSocket elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            elsewhere.setSoTimeout(1);
            String address = "http://127.0.0.1:" + elsewhere.getLocalPort() + "/";
            for (String body : new String[] {
                "<!DOCTYPE d [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><d><state>&e;</state></d>",
                "<!DOCTYPE d SYSTEM \"" + address + "\"><d><state>delivered</state></d>",
                "<!DOCTYPE d [<!ENTITY % e SYSTEM \"" + address + "\"> %e;]><d><state>delivered</state></d>",
                "<d xmlns:xi=\"http://www.w3.org/2001/XInclude\"><state><xi:include parse=\"text\" href=\""
                        + secret.toUri() + "\"/></state></d>",
                "<d xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a " + address
                        + "\"><x/></d>"
            }) {
                assertThat(read(body).getFirst().value("state")).as(body).isEmpty();
            }
            assertThat(org.assertj.core.api.Assertions.catchThrowable(elsewhere::accept))
                    .isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void bodies_that_grow_or_never_end_are_read_as_nothing_and_print_nothing() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            for (String body : new String[] {
                "<!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>"
                        + "<l>&c;</l>",
                "<a>".repeat(20_000),
                "<a>".repeat(8_000) + "</a>".repeat(8_000),
                "[".repeat(60_000),
                "{\"a\":".repeat(10_000),
                "<",
                "<>",
                "--",
                "--x",
                "--x\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"state\"\r\n\r\ndelivered",
                "--x\r\n" + "A: b\r\n".repeat(5_000) + "\r\n\r\n--x--",
                ("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n").repeat(1_000) + "--x--",
                "=&=&&&==",
                "%"
            }) {
                assertThat(read(body)).as(body).hasSize(1);
                assertThat(read(body).getFirst().value("state")).as(body).isEmpty();
            }
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Property
    void any_text_is_read_as_at_least_one_receipt(@ForAll String body, @ForAll String type) {
        for (String start : new String[] {"", "<", "<a>", "{", "--", "--b\r\n", "a="}) {
            assertThat(HookFields.read(new HookRequest("/", "key=k", type, start + body)))
                    .isNotEmpty()
                    .allSatisfy(fields -> assertThat(fields.value("key")).isEqualTo("k"));
        }
    }

    private static List<HookFields> read(String body) {
        return HookFields.read(new HookRequest("/hooks/gateways/acme", "", "", body));
    }
}
