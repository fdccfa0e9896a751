package dev.firstlight.quarkus.deployment;

import dev.firstlight.quarkus.FirstlightRecorder;
import dev.firstlight.quarkus.FlagsJsonRpcService;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.devui.spi.JsonRPCProvidersBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;
import io.quarkus.vertx.http.deployment.FilterBuildItem;

class FirstlightProcessor {

    /** Before what authenticates and routes, so that what those do counts as well. */
    private static final int FIRST = 1_000;

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("firstlight");
    }

    @BuildStep
    AdditionalBeanBuildItem client() {
        return AdditionalBeanBuildItem.builder()
                .addBeanClass("dev.firstlight.quarkus.FlagClients")
                .setUnremovable()
                .build();
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    FilterBuildItem requests(FirstlightRecorder recorder) {
        return new FilterBuildItem(recorder.requestOutcomes(), FIRST);
    }

    @BuildStep
    HealthBuildItem health(FirstlightBuildConfig config) {
        return new HealthBuildItem("dev.firstlight.quarkus.FlagReadiness", config.healthEnabled());
    }

    @BuildStep(onlyIf = IsDevelopment.class)
    void devUi(BuildProducer<CardPageBuildItem> cards, BuildProducer<JsonRPCProvidersBuildItem> services) {
        CardPageBuildItem card = new CardPageBuildItem();
        card.addPage(Page.webComponentPageBuilder()
                .title("Flags")
                .icon("font-awesome-solid:flag")
                .componentLink("qwc-firstlight-flags.js"));
        cards.produce(card);
        services.produce(new JsonRPCProvidersBuildItem(FlagsJsonRpcService.class));
    }
}
