package dev.firstlight.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The chart holds by Helm's own strict rules, and says what it lacks. */
class HelmChartTest {

    private static final Helm CHART = new Helm(Path.of("..", "helm"));
    private static final String DATABASE = "postgresql://db:5432/firstlight";

    @Test
    void itPassesTheStrictLint() {
        var result = CHART.lint().strict().call();
        assertThat(result.isFailed())
                .describedAs(result.getMessages().toString())
                .isFalse();
    }

    @Test
    void itRendersADeploymentThatMayDoLittle() {
        String rendered = CHART.template().set("database.url", DATABASE).call();
        assertThat(rendered)
                .contains("kind: Deployment", "kind: Service", DATABASE, "readOnlyRootFilesystem: true", "replicas: 2");
    }

    @Test
    void podsAreScrapedWhereTheOperatorOfPrometheusIs() {
        assertThat(CHART.template().set("database.url", DATABASE).call()).doesNotContain("PodMonitor");
        assertThat(CHART.template()
                        .set("database.url", DATABASE)
                        .set("metrics.podMonitor", true)
                        .call())
                .contains("kind: PodMonitor", "path: /q/metrics", "port: management");
    }

    @Test
    void withoutADatabaseItSaysWhatToGive() {
        assertThatThrownBy(() -> CHART.template().call()).hasMessageContaining("database.url");
    }

    @Test
    void aMisspeltValueIsRefused() {
        assertThatThrownBy(() -> CHART.template()
                        .set("database.url", DATABASE)
                        .set("replica", 3)
                        .call())
                .hasMessageContaining("replica");
    }
}
