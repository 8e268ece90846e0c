package dev.firstring.platform.start;

import static dev.firstring.platform.configuration.ConfigurationMistakes.line;

import dev.firstring.platform.Mode;
import dev.firstring.platform.configuration.ConfigurationMistakes;
import dev.firstring.platform.configuration.PlatformSettings;
import dev.firstring.platform.configuration.ProductionRule;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Validates the settings of all rooms before the service starts, so that all mistakes are reported at once: unknown
 * names, invalid values, development settings in production, and an implicit development mode on an address that other
 * machines can reach.
 */
public final class ConfigurationCheck implements BeanFactoryPostProcessor, Ordered {

    private static final String PREFIX = "firstring";

    private final ConfigurableEnvironment environment;
    private final WrittenSettings written;

    public ConfigurationCheck(ConfigurableEnvironment environment) {
        this.environment = environment;
        this.written = new WrittenSettings(environment);
    }

    /** Before what starts the database, which has no order. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<KnownSetting> known = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = beans.getType(name, false);
            ConfigurationProperties settings = type == null
                    ? null
                    : AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class);
            if (type != null && settings != null && isOurs(settings.prefix())) {
                known.addAll(KnownSetting.of(settings.prefix(), type));
                mistakes.addAll(mistakesIn(beans, name, settings.prefix(), type));
            }
        }
        mistakes.addAll(written.unknown(known));
        new Listening(environment).mistake().ifPresent(mistakes::add);
        mistakes.addAll(unfitForProduction(beans));
        if (!mistakes.isEmpty()) {
            throw new ConfigurationMistakes(mistakes.stream()
                    .filter(line -> mistakes.stream().noneMatch(other -> saysMore(other, line)))
                    .map(written::asWritten)
                    .distinct()
                    .toList());
        }
    }

    private static boolean saysMore(String other, String line) {
        return other.length() > line.length() && other.startsWith(line);
    }

    private static boolean isOurs(String prefix) {
        return prefix.equals(PREFIX) || prefix.startsWith(PREFIX + ".");
    }

    private List<String> mistakesIn(ConfigurableListableBeanFactory beans, String name, String prefix, Class<?> type) {
        try {
            beans.getBean(name);
            return List.of();
        } catch (BeansException e) {
            if (Explanation.first(e, ValidationException.class) != null) {
                // Messages of constraints come from the context, which has none yet, so validate again without it.
                return ConstraintMistakes.in(prefix, Binder.get(environment).bindOrCreate(prefix, Bindable.of(type)));
            }
            return Explanation.of(e).orElseThrow(() -> e);
        }
    }

    private static List<String> unfitForProduction(ConfigurableListableBeanFactory beans) {
        List<String> found = new ArrayList<>();
        if (isProduction(beans)) {
            for (String name : beans.getBeanNamesForType(ProductionRule.class, true, false)) {
                rule(beans, name).ifPresent(rule -> found.addAll(rule.mistakes()));
            }
        }
        return found;
    }

    private static boolean isProduction(ConfigurableListableBeanFactory beans) {
        try {
            PlatformSettings settings =
                    beans.getBeanProvider(PlatformSettings.class).getIfAvailable();
            return settings != null && settings.mode() == Mode.PRODUCTION;
        } catch (BeansException toldAlready) {
            return false;
        }
    }

    /** Returns empty if the settings of the rule could not be read, since that mistake is already reported. */
    private static Optional<ProductionRule> rule(ConfigurableListableBeanFactory beans, String name) {
        try {
            return Optional.of(beans.getBean(name, ProductionRule.class));
        } catch (BeansException e) {
            if (Explanation.of(e).isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Describes values of settings that violate constraints, and the allowed values. */
    private static final class ConstraintMistakes {

        private ConstraintMistakes() {}

        /** Returns a line for each value below a prefix that violates a constraint. */
        static List<String> in(String prefix, Object settings) {
            try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
                Validator validator = factory.getValidator();
                return validator.validate(settings).stream()
                        .map(violation -> told(prefix, violation))
                        .sorted()
                        .toList();
            }
        }

        private static String told(String prefix, ConstraintViolation<?> violation) {
            String name = prefix + "."
                    + Arrays.stream(violation.getPropertyPath().toString().split("\\."))
                            .map(DataObjectPropertyName::toDashedForm)
                            .collect(Collectors.joining("."));
            return line(name, BindMistakes.shown(name, violation.getInvalidValue()), violation.getMessage());
        }
    }
}
