package meridian.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * A page of a workspace is read in one transaction, from who asks to what stands beside it, and that transaction is over before
 * the first byte is sent: a slow browser holds no connection.
 */
@Component
public final class PageTransaction implements WebMvcConfigurer, AsyncHandlerInterceptor {
    private static final String OPEN = PageTransaction.class.getName();

    private final PlatformTransactionManager transactions;

    PageTransaction(PlatformTransactionManager transactions) {
        this.transactions = transactions;
    }

    private record Open(PlatformTransactionManager transactions, TransactionStatus status) {}

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/w/**").order(Ordered.HIGHEST_PRECEDENCE);
    }

    /** Begins the transaction that the page will be read in, if it is one that reads; to be {@link #failed ended} by the caller at last. */
    public void begin(HttpServletRequest request) {
        if (request.getMethod().equals("GET")) request.setAttribute(OPEN, new Open(transactions, transactions.getTransaction(null)));
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean page = request.getMethod().equals("GET") && handler instanceof HandlerMethod method && method.getMethod().getReturnType() == Answer.class;
        if (!page) done(request); // a file or a stream takes its time
        else if (request.getAttribute(OPEN) == null) begin(request);
        return true;
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
        failed(request);
    }

    /** Everything has been read that is going to be sent. */
    static void done(HttpServletRequest request) {
        if (!(request.getAttribute(OPEN) instanceof Open open)) return;
        request.removeAttribute(OPEN);
        if (open.status.isRollbackOnly()) open.transactions.rollback(open.status);
        else open.transactions.commit(open.status);
    }

    /** What went wrong may have been a statement, after which nothing more can be read in this transaction. */
    public static void failed(HttpServletRequest request) {
        if (!(request.getAttribute(OPEN) instanceof Open open)) return;
        request.removeAttribute(OPEN);
        open.transactions.rollback(open.status);
    }
}
