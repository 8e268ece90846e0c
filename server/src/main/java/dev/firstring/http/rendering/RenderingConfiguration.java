package dev.firstring.http.rendering;

import dev.firstring.http.SpokenLanguages;
import java.util.Comparator;
import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the writing of responses. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class RenderingConfiguration {

    @Bean
    Texts texts() {
        return Texts.load();
    }

    /** Spring looks this bean up by name and resolves arguments of type Locale with it. */
    @Bean("localeResolver")
    Languages languages(Texts texts) {
        return new Languages(texts);
    }

    @Bean
    SpokenLanguages spokenLanguages(Texts texts) {
        return () -> texts.languages().stream()
                .sorted(Comparator.comparing(Locale::toLanguageTag))
                .toList();
    }

    @Bean
    WireJson wireJson() {
        return new WireJson();
    }

    @Bean
    ProblemRenderer problemRenderer(WireJson json, Texts texts, Languages languages) {
        return new ProblemRenderer(json, texts, languages);
    }

    @Bean
    ProblemWording problemWording(Texts texts) {
        return new ProblemWording(texts);
    }

    @Bean
    AnswerHandler answerHandler(WireJson json, Texts texts, Languages languages, ProblemRenderer problems) {
        return new AnswerHandler(json, texts, languages, problems);
    }
}
