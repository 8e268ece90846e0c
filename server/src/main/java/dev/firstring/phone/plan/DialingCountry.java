package dev.firstring.phone.plan;

/**
 * A country, or another ISO 3166 region, with a calling code.
 *
 * @param region upper-case ISO 3166 code
 * @param callingCode without the plus sign; some codes are shared by several regions
 * @param main whether the code stands for this region if nothing else identifies one
 */
public record DialingCountry(String region, int callingCode, boolean main) {}
