package dev.firstring.account.security;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.bearer.Bearer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives controllers who is calling: a {@link Caller}, or an {@link AccountId} where only a signed-in account will do; all
 * others are refused with 401. Only a foreign token costs a query.
 */
@Component
class CallerArguments implements HandlerMethodArgumentResolver {

    private final Identities identities;

    CallerArguments(Identities identities) {
        this.identities = identities;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class || parameter.getParameterType() == AccountId.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Caller caller = caller();
        if (parameter.getParameterType() == Caller.class) {
            return caller;
        }
        return switch (caller) {
            case Caller.Known(AccountId account) -> account;
            case Caller.External external -> throw signInWanted(request);
            case Caller.Anonymous() -> throw signInWanted(request);
        };
    }

    /** Who is calling this request. */
    Caller caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Bearer bearer)) {
            return new Caller.Anonymous();
        }
        return switch (bearer) {
            case Bearer.Own(AccountId account) -> new Caller.Known(account);
            case Bearer.Foreign(Caller.External identity) -> known(identity);
            case Bearer.Invalid() -> new Caller.Anonymous();
            case Bearer.Unverifiable() -> new Caller.Anonymous();
        };
    }

    private Caller known(Caller.External identity) {
        Optional<AccountId> account = identities.accountOf(identity);
        return account.isPresent() ? new Caller.Known(account.get()) : identity;
    }

    static Problem.Refusal signInWanted(NativeWebRequest request) {
        HttpServletResponse response = request.getNativeResponse(HttpServletResponse.class);
        if (response != null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return Problem.of(ErrorCode.AUTHENTICATION_REQUIRED).asRefusal();
    }
}
