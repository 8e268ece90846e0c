package dev.firstring.phone.plan;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonemetadata.NumberFormat;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import dev.firstring.phone.Renumbering;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads numbering plans from the metadata of libphonenumber. Thread-safe. */
@Component
public final class NumberingPlans {

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    private final DefaultMetadataDependenciesProvider data = DefaultMetadataDependenciesProvider.getInstance();

    /**
     * The plan of a region.
     *
     * @param region an upper-case ISO 3166 code
     * @return empty if there is none
     */
    public Optional<NumberingPlan> of(String region) {
        if (!plans.getSupportedRegions().contains(region)) {
            return Optional.empty();
        }
        int callingCode = plans.getCountryCodeForRegion(region);
        PhoneMetadata own = read(region);
        // Regions that share a calling code use the formats of the main region.
        PhoneMetadata main = read(plans.getRegionCodeForCountryCode(callingCode));
        String prefix = own.getNationalPrefix();
        return Optional.of(new NumberingPlan(
                callingCode,
                prefix.isEmpty() ? null : prefix,
                lengths(own, callingCode),
                example(region),
                main.getNumberFormatList().stream().map(NumberingPlans::format).toList()));
    }

    /** All lengths that are parsed, including those of numbers dialled within an area and of former numbers. */
    private static List<Integer> lengths(PhoneMetadata plan, int callingCode) {
        String code = Integer.toString(callingCode);
        var former = Renumbering.rules().stream()
                .filter(rule -> rule.former().startsWith(code))
                .map(rule -> rule.former().length() - code.length());
        var today = Stream.concat(
                plan.getGeneralDesc().getPossibleLengthList().stream(),
                plan.getGeneralDesc().getPossibleLengthLocalOnlyList().stream());
        return Stream.concat(today, former).distinct().sorted().toList();
    }

    private static NumberingPlan.Format format(NumberFormat known) {
        String rule = known.getNationalPrefixFormattingRule();
        return new NumberingPlan.Format(
                known.getPattern(),
                known.getFormat(),
                IntStream.range(0, known.getLeadingDigitsPatternCount())
                        .mapToObj(known::getLeadingDigitsPattern)
                        .toList(),
                rule.isEmpty() ? null : rule);
    }

    private @Nullable String example(String region) {
        Phonenumber.PhoneNumber mobile = plans.getExampleNumberForType(region, PhoneNumberType.MOBILE);
        return mobile == null ? null : plans.format(mobile, PhoneNumberFormat.NATIONAL);
    }

    private PhoneMetadata read(String region) {
        String file = data.getPhoneNumberMetadataFileNameProvider().getFor(region);
        try (InputStream in = data.getMetadataLoader().loadMetadata(file)) {
            return List.copyOf(data.getMetadataParser().parse(in)).getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the numbering plan of " + region, e);
        }
    }
}
