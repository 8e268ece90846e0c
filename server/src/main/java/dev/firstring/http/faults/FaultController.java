package dev.firstring.http.faults;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Problems;
import dev.firstring.http.Spelling;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Handles the container's error dispatches: with a page if the client accepts HTML and a template {@code error/STATUS}
 * exists, otherwise with a problem.
 */
@Controller
@Hidden
public class FaultController implements ErrorController {

    private final Problems problems;
    private final List<ErrorViewResolver> pages;

    public FaultController(Problems problems, List<ErrorViewResolver> pages) {
        this.problems = problems;
        this.pages = List.copyOf(pages);
    }

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    public @Nullable ModelAndView error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ErrorCode code = code(request);
        if (!Spelling.isApi(request) && wantsPage(request)) {
            HttpStatus status = code.status(Spelling.CAMEL);
            for (ErrorViewResolver resolver : pages) {
                ModelAndView page = resolver.resolveErrorView(request, status, Map.of());
                if (page != null) {
                    response.setStatus(status.value());
                    return page;
                }
            }
        }
        problems.write(request, response, Problem.of(code));
        return null;
    }

    private static boolean wantsPage(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getHeader("Accept"), "").contains("text/html");
    }

    private static ErrorCode code(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable fault) {
            return Faults.of(fault).code();
        }
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status && status >= 400
                ? Faults.codeOf(HttpStatus.valueOf(status))
                : ErrorCode.NOT_FOUND;
    }
}
