package dev.firstring.account.security;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.admin.Admins;
import dev.firstring.account.admin.Needs;
import dev.firstring.account.admin.Operator;
import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.KnownApiKey;
import dev.firstring.account.token.RefusedAccess;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.platform.AuthenticationFailures.Reason;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Resolves parameters of type {@link Operator}. Anonymous callers are refused with 401, and callers who are not
 * operators or lack the scope that {@link Needs} names with 403. Whether an account is an admin is looked up for each
 * request.
 */
@Component
class OperatorArguments implements HandlerMethodArgumentResolver {

    private final Admins admins;
    private final RefusedAccess refused;

    OperatorArguments(Admins admins, RefusedAccess refused) {
        this.admins = admins;
        this.refused = refused;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Operator.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Operator operator = operator(request);
        Needs needs = parameter.getParameterAnnotation(Needs.class);
        if (needs != null && !operator.may(needs.value())) {
            refused.record(
                    Reason.NOT_AN_OPERATOR,
                    operator.actor() + " without " + needs.value().word());
            throw Problem.of(ErrorCode.FORBIDDEN)
                    .with("scope", needs.value().word())
                    .asRefusal();
        }
        return operator;
    }

    private Operator operator(NativeWebRequest request) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof KnownApiKey key) {
            return key.operator();
        }
        return switch (CallerArguments.caller()) {
            case Caller.Known(AccountId account, var _, var _)
            when admins.isAdmin(account) -> new Operator("admin:" + account, Set.of(Scope.values()));
            case Caller.Known(AccountId account, var _, var _) -> {
                refused.record(Reason.NOT_AN_OPERATOR, account);
                throw Problem.of(ErrorCode.FORBIDDEN).asRefusal();
            }
            case Caller.External external -> {
                refused.record(Reason.NOT_AN_OPERATOR, "somebody known to " + external.issuer());
                throw Problem.of(ErrorCode.FORBIDDEN).asRefusal();
            }
            case Caller.Anonymous() -> throw CallerArguments.signInWanted(request);
        };
    }
}
