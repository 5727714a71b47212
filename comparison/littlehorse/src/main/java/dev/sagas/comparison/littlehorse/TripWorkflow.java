package dev.sagas.comparison.littlehorse;

import dev.sagas.comparison.load.TripOrder;
import io.littlehorse.sdk.common.LHLibUtil;
import io.littlehorse.sdk.common.proto.RunWfRequest;
import io.littlehorse.sdk.wfsdk.NodeOutput;
import io.littlehorse.sdk.wfsdk.WfRunVariable;
import io.littlehorse.sdk.wfsdk.Workflow;
import io.littlehorse.sdk.wfsdk.WorkflowThread;

/** The trip as a workflow: three tasks, and a handler that undoes the first two. */
final class TripWorkflow {
  static final String NAME = "trip";
  static final String BOOK_CAR = "book-car";
  static final String BOOK_HOTEL = "book-hotel";
  static final String BOOK_FLIGHT = "book-flight";
  static final String CANCEL_CAR = "cancel-car";
  static final String CANCEL_HOTEL = "cancel-hotel";

  private static final String TRIP_ID = "trip-id";
  private static final String TRAVELLER = "traveller";
  private static final String CAR_CLASS = "car-class";
  private static final String HOTEL = "hotel";
  private static final String FLIGHT = "flight";
  private static final String DAYS = "days";

  private TripWorkflow() {}

  static Workflow create() {
    return Workflow.newWorkflow(NAME, TripWorkflow::define);
  }

  private static void define(WorkflowThread wf) {
    WfRunVariable tripId = wf.declareStr(TRIP_ID).required();
    WfRunVariable traveller = wf.declareStr(TRAVELLER).required();
    WfRunVariable carClass = wf.declareStr(CAR_CLASS).required();
    WfRunVariable hotel = wf.declareStr(HOTEL).required();
    WfRunVariable flight = wf.declareStr(FLIGHT).required();
    WfRunVariable days = wf.declareInt(DAYS).required();
    wf.execute(BOOK_CAR, tripId, traveller, carClass, days);
    wf.execute(BOOK_HOTEL, tripId, traveller, hotel, days);
    NodeOutput seat = wf.execute(BOOK_FLIGHT, tripId, traveller, flight);
    wf.handleException(
        seat,
        TripWorkers.NO_SEAT,
        undo -> {
          undo.execute(CANCEL_HOTEL, tripId);
          undo.execute(CANCEL_CAR, tripId);
        });
  }

  /** The request that starts one. */
  static RunWfRequest request(TripOrder order) {
    return RunWfRequest.newBuilder()
        .setWfSpecName(NAME)
        .setId(order.id())
        .putVariables(TRIP_ID, LHLibUtil.objToVarVal(order.id()))
        .putVariables(TRAVELLER, LHLibUtil.objToVarVal(order.traveller()))
        .putVariables(CAR_CLASS, LHLibUtil.objToVarVal(order.carClass()))
        .putVariables(HOTEL, LHLibUtil.objToVarVal(order.hotel()))
        .putVariables(FLIGHT, LHLibUtil.objToVarVal(order.flight()))
        .putVariables(DAYS, LHLibUtil.objToVarVal(order.days()))
        .build();
  }
}
