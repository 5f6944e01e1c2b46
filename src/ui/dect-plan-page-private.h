/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-canvas.h"
#include "dect-floor-list.h"
#include "dect-inspector.h"
#include "dect-legend.h"
#include "dect-plan-page.h"
#include "dect-scale-bar.h"
#include "dect-tool-options.h"

G_BEGIN_DECLS

struct _DectPlanPage
{
  AdwBin         parent_instance;
  DectDocument  *document;
  GCancellable  *cancellable; /* of an import; not NULL: it is under way */
  GCancellable  *opening; /* of an image that is there, for what somebody wants to do with it */
  GtkWidget     *reading; /* says that an import takes its time, and how to stop it */
  guint          reading_id;
  gboolean       import_failed; /* and the window says so */
  AdwFlap       *floor_flap;
  AdwFlap       *inspector_flap;
  DectFloorList *floor_list;
  DectInspector *inspector;
  GtkWidget     *overlay;
  DectCanvas    *canvas;
  GtkWidget     *empty_page;
  GtkWidget     *empty_hint; /* of a floor */
  GtkWidget     *empty_add;  /* where there is none */
  GtkWidget     *floors_button;
  GtkWidget     *inspector_button;
  GtkExpander   *legend_expander;
  DectLegend    *legend;
  GtkWidget     *legend_button; /* of a narrow window, where the floors are folded */
  DectLegend    *small_legend;
  GtkScrolledWindow *legend_scroll;
  GtkScrolledWindow *small_legend_scroll;
  DectToolOptions *options;
  DectScaleBar  *scale_bar;
  GtkMenuButton *zoom_button;
  GtkWidget     *banner; /* what the plan shows that is not so */
  GtkLabel      *banner_label;
  GtkBox        *views; /* of the coverage */
  GtkAdjustment  *opacity;
  GtkWidget      *opacity_box;
  guint32        turned_floor; /* whose image was turned last, by how much, about what */
  double         turned_deg;
  DectPoint      turned_about;
};

/* dect-plan-page-actions.c: plan.import, plan.stop-import, plan.paste-image, plan.choose-page, plan.remove-image, plan.place, plan.fit,
 * plan.inspect (the keyboard goes to the inspector), plan.escape */
void dect_plan_page_install_actions (GtkWidgetClass *widget_class);

/** dect_plan_page_stop_import: ends the reading of an image, if one is under way */
void dect_plan_page_stop_import (DectPlanPage *self);

/* dect-plan-page-floors.c: plan.add-floor, plan.duplicate-floor (b: with content), plan.rename-floor, plan.remove-floor,
 * plan.floor-up, plan.floor-down, plan.move-floor ((ui): floor, level), plan.floor-above, plan.floor-below, plan.add-building,
 * plan.add-floor-to (u), plan.rename-building (u), plan.remove-building (u), plan.turn (d: degrees), plan.turn-content, plan.crop */
void dect_plan_page_install_floor_actions (GtkWidgetClass *widget_class);

G_END_DECLS
