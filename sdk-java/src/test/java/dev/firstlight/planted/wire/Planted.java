package dev.firstlight.planted.wire;

/** Uses the network, so that the rule of its room can be seen to bite. */
public final class Planted {

    Object forbidden = java.net.http.HttpClient.class;
}
