package dev.firstlight.planted.server.delivery;

/** Planted: an arrow that is not drawn. */
public record DeliveryRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
