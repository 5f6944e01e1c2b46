/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-survey-marker.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-canvas-style.h"

/* Half the height of what is drawn, pixels. */
#define SIZE_PX 5.5
/* Most levels that a line of words or a tooltip lists; the others are counted. */
#define MAX_LEVELS 12

struct _DectSurveyMarker
{
  DectMarker parent_instance;
  DectAnalysis *analysis;
  const DectSurveyPlace *place; /* of the analysis */
};

G_DEFINE_FINAL_TYPE (DectSurveyMarker, dect_survey_marker, DECT_TYPE_MARKER)

/* --- Words ---------------------------------------------------------------------------------------
 */

char *
dect_survey_level_dup_words (const DectSurveyLevel *level, DectSnapshot *snapshot)
{
  const DectRfp *rfp = dect_snapshot_find_rfp (snapshot, level->rfp);
  g_autofree char *title = dect_record_title (DECT_RECORD (rfp));
  g_autofree char *difference
      = dect_survey_dup_difference (level->measured_dbm - level->predicted_dbm);

  title[0] = g_ascii_toupper (title[0]);
  if (isnan (level->predicted_dbm))
    /* Translators: a base station and its level at a place */
    return g_strdup_printf (_("%s: −%.0f dBm measured"), title, -level->measured_dbm);
  /* Translators: a base station, its level at a place, and what is predicted there; last the
   * difference with its sign */
  return g_strdup_printf (_("%s: −%.0f dBm measured, −%.0f dBm predicted (%s)"), title,
                          -level->measured_dbm, -level->predicted_dbm, difference);
}

char *
dect_survey_place_dup_words (const DectSurveyPlace *place, DectSnapshot *snapshot)
{
  GString *text = g_string_new (NULL);
  guint n = place->levels->len > MAX_LEVELS + 1 ? MAX_LEVELS : place->levels->len;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *line = dect_survey_level_dup_words (
          &g_array_index (place->levels, DectSurveyLevel, i), snapshot);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  if (n < place->levels->len)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", place->levels->len - n),
                              place->levels->len - n);
    }
  return g_string_free (text, FALSE);
}

static void
update_accessible (DectSurveyMarker *self)
{
  g_autofree char *difference = dect_survey_dup_difference (self->place->difference_db);
  g_autofree char *label
      = isnan (self->place->difference_db)
            ? g_strdup (_("Measured place"))
            /* Translators: %s is a difference in dB with its sign */
            : g_strdup_printf (_("Measured place, %s dB against the prediction"), difference);
  g_autofree char *description
      = dect_survey_place_dup_words (self->place, self->analysis->snapshot);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/* --- Drawing -------------------------------------------------------------------------------------
 */

static void
trace (cairo_t *cr, DectSurveyVerdict verdict, double size)
{
  double tip = verdict == DECT_SURVEY_WEAKER ? size : -size;

  cairo_new_path (cr);
  if (verdict == DECT_SURVEY_EQUAL || verdict == DECT_SURVEY_UNKNOWN)
    {
      cairo_arc (cr, 0, 0, size * 0.8, 0, 2 * G_PI);
      return;
    }
  cairo_move_to (cr, 0, tip);
  cairo_line_to (cr, size, -tip * 0.8);
  cairo_line_to (cr, -size, -tip * 0.8);
  cairo_close_path (cr);
}

static void
dect_survey_marker_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const DectCanvasColor fills[] = {
    [DECT_SURVEY_UNKNOWN] = DECT_COLOR_PAPER,
    [DECT_SURVEY_WEAKER] = DECT_COLOR_BROKEN,
    [DECT_SURVEY_EQUAL] = DECT_COLOR_CHAIN,
    [DECT_SURVEY_STRONGER] = DECT_COLOR_FAILOVER,
  };
  DectSurveyMarker *self = DECT_SURVEY_MARKER (widget);
  gboolean marked = dect_marker_is_marked (DECT_MARKER (self));
  DectSurveyVerdict verdict;
  cairo_t *cr;

  if (self->place == NULL)
    return;
  verdict = dect_survey_judge (self->place->difference_db);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, 2 * DECT_SURVEY_MARKER_REACH,
                                                                 2 * DECT_SURVEY_MARKER_REACH));
  cairo_translate (cr, DECT_SURVEY_MARKER_REACH, DECT_SURVEY_MARKER_REACH);
  trace (cr, verdict, SIZE_PX);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (marked ? DECT_COLOR_ACCENT : DECT_COLOR_PAPER));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, marked ? 6 : 3);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (fills[verdict]));
  cairo_fill_preserve (cr);
  if (verdict == DECT_SURVEY_UNKNOWN)
    {
      gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_INK));
      cairo_set_line_width (cr, 1.2);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

/* --- Object --------------------------------------------------------------------------------------
 */

static void
dect_survey_marker_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            gint for_size,
                            gint *minimum,
                            gint *natural,
                            gint *minimum_baseline,
                            gint *natural_baseline)
{
  *minimum = *natural = 2 * DECT_SURVEY_MARKER_REACH;
}

static void
dect_survey_marker_record_changed (DectMarker *marker)
{
  gtk_widget_queue_draw (GTK_WIDGET (marker));
}

static void
dect_survey_marker_select (DectMarker *marker)
{
  const GArray *records = DECT_SURVEY_MARKER (marker)->place->records;

  dect_document_select (dect_marker_get_document (marker),
                        (const guint32 *) (gpointer) records->data, records->len);
}

static void
dect_survey_marker_dispose (GObject *object)
{
  DectSurveyMarker *self = DECT_SURVEY_MARKER (object);

  self->place = NULL;
  g_clear_pointer (&self->analysis, dect_analysis_unref);
  G_OBJECT_CLASS (dect_survey_marker_parent_class)->dispose (object);
}

static void
dect_survey_marker_class_init (DectSurveyMarkerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_survey_marker_dispose;
  DECT_MARKER_CLASS (klass)->record_changed = dect_survey_marker_record_changed;
  DECT_MARKER_CLASS (klass)->select = dect_survey_marker_select;
  widget_class->measure = dect_survey_marker_measure;
  widget_class->snapshot = dect_survey_marker_snapshot;
  gtk_widget_class_set_css_name (widget_class, "surveymarker");
}

static void
dect_survey_marker_init (DectSurveyMarker *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
dect_survey_marker_new (DectDocument *document, DectItem *item)
{
  return dect_marker_new (DECT_TYPE_SURVEY_MARKER, document, item);
}

void
dect_survey_marker_set_place (DectSurveyMarker *self,
                              DectAnalysis *analysis,
                              const DectSurveyPlace *place)
{
  g_return_if_fail (DECT_IS_SURVEY_MARKER (self));
  g_return_if_fail (analysis != NULL && place != NULL);

  if (self->place == place)
    return;
  dect_analysis_ref (analysis);
  g_clear_pointer (&self->analysis, dect_analysis_unref);
  self->analysis = analysis;
  self->place = place;
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const DectSurveyPlace *
dect_survey_marker_get_place (DectSurveyMarker *self)
{
  g_return_val_if_fail (DECT_IS_SURVEY_MARKER (self), NULL);

  return self->place;
}
