/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-plan-page-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-settings.h"

/* From this width on the strip of a tool has room beside the palette, pixels. */
#define OPTIONS_WIDTH 520
/* Of the legend below the floors, and in its popover: what the template gives them, pixels. */
#define LEGEND_WIDTH (216 - 24)
#define SMALL_LEGEND_WIDTH 240

G_DEFINE_FINAL_TYPE (DectPlanPage, dect_plan_page, ADW_TYPE_BIN)

/* --- What is shown over the canvas ---------------------------------------------------------------
 */

/* Whether a layer is, by the action that switches it. */
static gboolean
is_shown (DectPlanPage *self, const char *layer)
{
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (dect_canvas_get_actions (self->canvas), layer);

  return g_variant_get_boolean (state);
}

/* So many, at most two, base stations hang anywhere. */
static guint
count_placed (DectPlanPage *self)
{
  GListModel *rfps = self->document != NULL
                         ? dect_site_list (dect_document_get_site (self->document), DECT_KIND_RFP)
                         : NULL;
  guint n = 0;

  for (guint i = 0; rfps != NULL && i < g_list_model_get_n_items (rfps) && n < 2; i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (rfps, i);

      n += dect_rfp_is_placed (DECT_RFP (dect_item_get_record (item))) ? 1 : 0;
    }
  return n;
}

/* As high as its words need, up to half of the page: a scrolled window goes by words in one line.
 */
static void
size_legend (DectPlanPage *self, GtkScrolledWindow *scroll, DectLegend *legend, int width)
{
  int most = MAX (120, gtk_widget_get_height (GTK_WIDGET (self)) / 2);
  int height;

  gtk_widget_measure (GTK_WIDGET (legend), GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL,
                      NULL);
  gtk_scrolled_window_set_min_content_height (scroll, MIN (height, most));
}

static void
size_legends (DectPlanPage *self)
{
  size_legend (self, self->legend_scroll, self->legend, LEGEND_WIDTH);
  size_legend (self, self->small_legend_scroll, self->small_legend, SMALL_LEGEND_WIDTH);
}

/* What nobody sees is not explained. */
static void
update_legend (DectPlanPage *self)
{
  DectLegend *legends[] = { self->legend, self->small_legend };
  guint n_placed = count_placed (self);
  gboolean coverage = n_placed > 0 && is_shown (self, "coverage");
  gboolean chain = n_placed > 1 && is_shown (self, "chain");
  gboolean shown = (coverage || chain) && !dect_canvas_get_empty (self->canvas);
  int width = gtk_widget_get_width (self->overlay);

  /* Above, where there is room between the tools and the layers; else below. */
  gtk_widget_set_valign (GTK_WIDGET (self->options),
                         width == 0 || width >= OPTIONS_WIDTH ? GTK_ALIGN_START : GTK_ALIGN_END);
  gtk_widget_set_sensitive (self->opacity_box, is_shown (self, "coverage"));
  for (guint i = 0; i < G_N_ELEMENTS (legends); i++)
    {
      dect_legend_set_shown (legends[i], coverage, chain);
      gtk_widget_set_visible (GTK_WIDGET (legends[i]), shown);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->legend_expander), shown);
  gtk_widget_set_visible (self->legend_button, shown && adw_flap_get_folded (self->floor_flap));
  size_legends (self);
}

/* What the colours mean; by which base stations, as soon as they are known. */
static void
coverage_cb (DectPlanPage *self)
{
  DectCoverageView view;
  DectSnapshot *snapshot;
  DectCoverage *coverage;

  if (self->document == NULL)
    return;
  coverage = dect_canvas_get_coverage (self->canvas, &view, &snapshot);
  dect_legend_set_coverage (self->legend, view, coverage, snapshot);
  dect_legend_set_coverage (self->small_legend, view, coverage, snapshot);
  size_legends (self);
}

static void
preview_cb (DectPlanPage *self)
{
  DectPreview *preview = self->document != NULL ? dect_document_get_preview (self->document) : NULL;
  const char *text = preview != NULL ? preview->text : NULL;

  gtk_label_set_text (self->banner_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->banner, text != NULL);
}

static void
update_view (DectPlanPage *self)
{
  g_autofree char *zoom = g_strdup_printf (_("%.0f %%"), dect_canvas_get_zoom (self->canvas));
  /* The mark keeps the figure before the sign where words go from right to left. */
  g_autofree char *marked = g_strconcat ("\u200e", zoom, NULL);
  const DectRecord *floor = self->document != NULL
                                ? dect_site_find_record (dect_document_get_site (self->document),
                                                         dect_document_get_floor (self->document))
                                : NULL;
  gboolean known = floor == NULL || DECT_FLOOR (floor)->plan == NULL
                   || !isnan (DECT_FLOOR (floor)->plan_scale_m);

  gtk_menu_button_set_label (self->zoom_button, marked);
  dect_scale_bar_set_scale (self->scale_bar, dect_canvas_get_view (self->canvas)->scale, known);
  update_legend (self);
}

static void
unit_cb (DectPlanPage *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->canvas));
}

static void
update_empty (DectPlanPage *self)
{
  gboolean has_floor = self->document == NULL || dect_document_get_floor (self->document) != 0;

  gtk_widget_set_visible (self->empty_hint, has_floor);
  gtk_widget_set_visible (self->empty_add, !has_floor);
  gtk_widget_set_visible (self->empty_page,
                          !has_floor
                              || (dect_canvas_get_empty (self->canvas)
                                  && dect_canvas_get_tool (self->canvas) == DECT_TOOL_SELECT));
}

static void
update_overlay (DectPlanPage *self)
{
  update_empty (self);
  update_legend (self);
}

static gboolean
reveal_panel (gpointer user_data)
{
  DectPlanPage *self = user_data;

  if (self->inspector_flap != NULL && dect_inspector_has_panel (self->inspector))
    adw_flap_set_reveal_flap (self->inspector_flap, TRUE);
  return G_SOURCE_REMOVE;
}

/* On a narrow window the plan is what is to be seen then. */
static void
panel_closed_cb (DectPlanPage *self)
{
  if (adw_flap_get_folded (self->inspector_flap))
    adw_flap_set_reveal_flap (self->inspector_flap, FALSE);
}

static void
update_folded (DectPlanPage *self)
{
  /* Folding hides the inspector; what was asked for stays. Later, because the flap is not done yet.
   */
  if (dect_inspector_has_panel (self->inspector))
    g_idle_add_full (G_PRIORITY_DEFAULT, reveal_panel, g_object_ref (self), g_object_unref);
  gtk_widget_set_visible (self->floors_button, adw_flap_get_folded (self->floor_flap));
  gtk_widget_set_visible (self->inspector_button, adw_flap_get_folded (self->inspector_flap));
  update_legend (self);
}

/* Choosing a floor on a narrow window is done with the list. */
static void
floor_cb (DectPlanPage *self)
{
  update_view (self);
  if (adw_flap_get_folded (self->floor_flap))
    adw_flap_set_reveal_flap (self->floor_flap, FALSE);
}

/* --- Keys ----------------------------------------------------------------------------------------
 */

static const struct
{
  const char *keys;
  const char *action;
  const char *target;
} shortcuts[] = {
  { "v", "canvas.tool", "'select'" },
  { "b", "canvas.tool", "'rfp'" },
  { "w", "canvas.tool", "'wall'" },
  { "o", "canvas.tool", "'opening'" },
  { "m", "canvas.tool", "'scale'" },
  { "a", "canvas.tool", "'align'" },
  { "l", "canvas.tool", "'link'" },
  { "d", "canvas.tool", "'measure'" },
  { "z", "canvas.tool", "'zone'" },
  { "t", "canvas.tool", "'note'" },
  { "f", "canvas.zoom-fit", NULL },
  { "<Shift>f", "canvas.zoom-selection", NULL },
  { "plus|KP_Add|equal", "canvas.zoom-in", NULL },
  { "minus|KP_Subtract", "canvas.zoom-out", NULL },
  { "0|KP_0", "canvas.zoom-original", NULL },
  { "Page_Up|KP_Page_Up", "plan.floor-above", NULL },
  { "Page_Down|KP_Page_Down", "plan.floor-below", NULL },
  { "<Control><Shift>v", "plan.paste-image", NULL },
  { "F2", "plan.rename-floor", NULL },
  { "Escape", "plan.escape", NULL },
};

char **
dect_plan_page_list_keys (void)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    g_strv_builder_add (keys, shortcuts[i].keys);
  return g_strv_builder_end (keys);
}

/* They come last, after whatever has the focus: an entry takes the letter for itself. */
static void
add_shortcuts (DectPlanPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      GtkShortcut *shortcut
          = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].keys),
                              gtk_named_action_new (shortcuts[i].action));

      if (shortcuts[i].target != NULL)
        {
          g_autoptr (GVariant) target
              = g_variant_parse (NULL, shortcuts[i].target, NULL, NULL, NULL);

          gtk_shortcut_set_arguments (shortcut, target);
        }
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* One of them, below the layer it is of. */
static void
add_views (DectPlanPage *self)
{
  GtkCheckButton *first = NULL;

  for (guint i = 0; i < DECT_COVERAGE_N_VIEWS; i++)
    {
      GtkWidget *button = gtk_check_button_new_with_label (dect_coverage_view_label (i));

      /* The arrow keys go through a group; the action alone does not make one. */
      gtk_check_button_set_group (GTK_CHECK_BUTTON (button), first);
      if (first == NULL)
        first = GTK_CHECK_BUTTON (button);
      gtk_widget_set_tooltip_text (button, dect_legend_view_hint (i));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", dect_coverage_view_id (i));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "canvas.coverage-view");
      gtk_box_append (self->views, button);
    }
}

/* --- Widget --------------------------------------------------------------------------------------
 */

/* The keys of the tools work where the focus is on the plan. */
static gboolean
dect_plan_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DECT_PLAN_PAGE (widget)->canvas));
}

static void
dect_plan_page_dispose (GObject *object)
{
  DectPlanPage *self = DECT_PLAN_PAGE (object);

  dect_plan_page_stop_import (self);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_object (&self->document);
  /* The child is bound too: disposing of the template would unparent it behind the back of the bin.
   */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_PLAN_PAGE);
  G_OBJECT_CLASS (dect_plan_page_parent_class)->dispose (object);
}

static void
dect_plan_page_class_init (DectPlanPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_plan_page_dispose;
  widget_class->grab_focus = dect_plan_page_grab_focus;
  g_type_ensure (DECT_TYPE_CANVAS);
  g_type_ensure (DECT_TYPE_FLOOR_LIST);
  g_type_ensure (DECT_TYPE_INSPECTOR);
  g_type_ensure (DECT_TYPE_LEGEND);
  g_type_ensure (DECT_TYPE_SCALE_BAR);
  g_type_ensure (DECT_TYPE_TOOL_OPTIONS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-plan-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, floor_flap);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, inspector_flap);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, floor_list);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, inspector);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, overlay);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, canvas);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, empty_hint);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, empty_add);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, floors_button);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, inspector_button);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, legend_expander);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, legend);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, legend_button);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, small_legend);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, legend_scroll);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, small_legend_scroll);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, options);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, scale_bar);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, views);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, opacity);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, opacity_box);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, reading);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, banner);
  gtk_widget_class_bind_template_child (widget_class, DectPlanPage, banner_label);
  dect_plan_page_install_actions (widget_class);
}

static void
dect_plan_page_init (DectPlanPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "canvas",
                                  dect_canvas_get_actions (self->canvas));
  g_object_bind_property (self->floor_flap, "reveal-flap", self->floors_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->inspector_flap, "reveal-flap", self->inspector_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  if (dect_settings_get () != NULL)
    g_settings_bind (dect_settings_get (), "legend-open", self->legend_expander, "expanded",
                     G_SETTINGS_BIND_DEFAULT);
  else
    gtk_expander_set_expanded (self->legend_expander, TRUE);
  g_object_bind_property (self->canvas, "coverage-opacity", self->opacity, "value",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->floor_flap, "notify::folded", G_CALLBACK (update_folded), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inspector_flap, "notify::folded", G_CALLBACK (update_folded), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inspector, "panel-closed", G_CALLBACK (panel_closed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "notify::coverage", G_CALLBACK (coverage_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "notify::zoom", G_CALLBACK (update_view), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "notify::empty", G_CALLBACK (update_overlay), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "notify::tool", G_CALLBACK (update_empty), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dect_canvas_get_actions (self->canvas), "action-state-changed::coverage",
                           G_CALLBACK (update_legend), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dect_canvas_get_actions (self->canvas), "action-state-changed::chain",
                           G_CALLBACK (update_legend), self, G_CONNECT_SWAPPED);
  /* Rulers and squared paper. */
  dect_settings_watch_unit (self, G_CALLBACK (unit_cb));
  dect_tool_options_set_canvas (self->options, self->canvas);
  add_shortcuts (self);
  add_views (self);
  update_folded (self);
  update_view (self);
}

void
dect_plan_page_set_document (DectPlanPage *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_PLAN_PAGE (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  if (self->document == document)
    return;
  dect_plan_page_stop_import (self);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->document, self);
      g_signal_handlers_disconnect_by_data (dect_document_get_site (self->document), self);
    }
  g_set_object (&self->document, document);
  dect_canvas_set_document (self->canvas, document);
  dect_floor_list_set_document (self->floor_list, document);
  dect_inspector_set_document (self->inspector, document);
  if (document != NULL)
    {
      g_signal_connect_object (document, "notify::floor", G_CALLBACK (floor_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "notify::preview", G_CALLBACK (preview_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (dect_document_get_site (document), "notify::generation",
                               G_CALLBACK (update_view), self, G_CONNECT_SWAPPED);
    }
  update_overlay (self);
  update_view (self);
  preview_cb (self);
}

void
dect_plan_page_show_object (DectPlanPage *self, guint32 id)
{
  const DectRecord *record;

  g_return_if_fail (DECT_IS_PLAN_PAGE (self));

  if (self->document == NULL)
    return;
  record = dect_site_find_record (dect_document_get_site (self->document), id);
  if (record == NULL)
    return;
  if (record->kind == DECT_KIND_FLOOR)
    {
      dect_document_set_floor (self->document, id);
      dect_document_select (self->document, NULL, 0);
      return;
    }
  if (record->kind == DECT_KIND_RFP && dect_rfp_is_placed (DECT_RFP (record)))
    dect_document_set_floor (self->document, DECT_RFP (record)->floor);
  else if (dect_kind_field (record->kind, "floor") != NULL && record->kind != DECT_KIND_RFP)
    dect_document_set_floor (self->document,
                             dect_field_get_ref (dect_kind_field (record->kind, "floor"), record));
  dect_document_select_one (self->document, id);
  dect_canvas_reveal (self->canvas, id);
}

void
dect_plan_page_show_repairs (DectPlanPage *self, DectFixer *fixer)
{
  g_return_if_fail (DECT_IS_PLAN_PAGE (self));

  adw_flap_set_reveal_flap (self->inspector_flap, TRUE);
  dect_inspector_show_repairs (self->inspector, fixer);
}
