package dev.firstlight.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A list in pages, walked from the first to the last as an admin does who follows what the pages say. */
public final class Walk {

    private static final Pattern NEXT = Pattern.compile("<(\\?[^>]+)>; rel=\"next\"");

    private final String path;
    private final String field;
    private final int limit;

    /**
     * A list.
     *
     * @param field of an item, which no two share
     * @param limit of a page
     */
    public Walk(String path, String field, int limit) {
        this.path = path;
        this.field = field;
        this.limit = limit;
    }

    /** Each item's field, by {@code nextCursor}; after the first page something happens. */
    public List<String> byCursor(Runnable meanwhile) {
        return walk(
                meanwhile,
                page -> page.path("nextCursor") == null
                        ? null
                        : path + "?limit=" + limit + "&cursor=" + page.path("nextCursor"));
    }

    /** The same by {@code Link}. */
    public List<String> byLink(Runnable meanwhile) {
        return walk(meanwhile, page -> {
            Matcher link = NEXT.matcher(page.header("Link") == null ? "" : page.header("Link"));
            return link.matches() ? path + URI.create(link.group(1)) : null;
        });
    }

    private interface Following {
        @Nullable
        String next(Response page);
    }

    private List<String> walk(Runnable meanwhile, Following following) {
        List<String> seen = new ArrayList<>();
        String next = path + "?limit=" + limit;
        for (int pages = 0; next != null; pages++) {
            Response page = Api.admin().urlEncodingEnabled(false).get(next);
            assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
            List<String> items = page.path("items." + field);
            next = following.next(page);
            assertThat(items).hasSizeLessThanOrEqualTo(limit);
            assertThat(next != null).as("of %s a next page", items).isEqualTo(page.path("nextCursor") != null);
            assertThat(page.header("Link") != null).isEqualTo(next != null);
            seen.addAll(items);
            if (pages == 0) {
                assertThat(next).as("the list has more than %d", limit).isNotNull();
                meanwhile.run();
            }
        }
        return seen;
    }
}
