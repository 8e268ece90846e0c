package dev.firstring.phone;

/** The types of numbers that numbering plans distinguish. */
public enum NumberType {
    FIXED_LINE,
    MOBILE,
    /** The plan does not distinguish the two. */
    FIXED_LINE_OR_MOBILE,
    TOLL_FREE,
    PREMIUM_RATE,
    SHARED_COST,
    VOIP,
    PERSONAL_NUMBER,
    PAGER,
    UAN,
    VOICEMAIL,
    UNKNOWN
}
