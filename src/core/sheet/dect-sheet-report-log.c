/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-report.h"

#include "model/dect-commission-steps.h"
#include "model/dect-i18n.h"
#include "model/dect-locale.h"

#include <string.h>

#define SECTION_GAP_MM 6.0
#define SIGNATURES_MM 46.0
#define SIGNATURE_GAP_MM 12.0

static void
add_steps (DectSheets *self, DectFlow *flow)
{
  const DectColumn columns[] = {
    { _("Step"), DECT_COLUMN_TEXT, 70, 2, NULL },
    { _("Done"), DECT_COLUMN_STRONG, 30, 0.5, NULL },
    { _("How"), DECT_COLUMN_TEXT, 40, 1, NULL },
  };
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));
  GPtrArray *log = dect_snapshot_get_log (self->site.snapshot);
  DectStepState states[DECT_N_STEPS] = { { FALSE, 0 } };

  for (guint i = 0; i < log->len; i++)
    dect_step_states_replay (states, log->pdata[i]);
  for (guint i = 0; i < DECT_N_STEPS; i++)
    {
      const DectStepInfo *info = dect_step_info ((DectStep) i);
      g_autofree char *date = states[i].done ? dect_locale_dup_date (states[i].time) : NULL;
      const DectCell cells[] = {
        { _(info->title) },
        { date != NULL ? date : _("not done") },
        { date == NULL    ? NULL
          : info->by_hand ? _("confirmed by a person")
                          : _("seen by the program") },
      };

      dect_sheet_table_add (table, cells);
    }

  dect_flow_heading (flow, _("Steps of commissioning"), NULL);
  dect_flow_table (flow, table);
}

static char *
describe_push (const DectLogEntry *entry)
{
  g_autofree char *created = dect_log_entry_dup_detail (entry, "create");
  g_autofree char *updated = dect_log_entry_dup_detail (entry, "update");
  g_autofree char *removed = dect_log_entry_dup_detail (entry, "remove");

  return g_strdup_printf (_("Pushed: %s new, %s changed, %s removed"),
                          created != NULL ? created : "0", updated != NULL ? updated : "0",
                          removed != NULL ? removed : "0");
}

static char *
describe_omm_push (const DectLogEntry *entry)
{
  g_autofree char *done = dect_log_entry_dup_detail (entry, "done");
  g_autofree char *refused = dect_log_entry_dup_detail (entry, "refused");

  return g_strdup_printf (_("Written to the OMM: %s records, %s refused"),
                          done != NULL ? done : "0", refused != NULL ? refused : "0");
}

static char *
describe_failure (const DectLogEntry *entry)
{
  g_autofree char *message = dect_log_entry_dup_detail (entry, "message");

  return message != NULL ? g_strdup_printf (_("Push failed: %s"), message)
                         : g_strdup (_("Push failed"));
}

static char *
describe_review (const DectLogEntry *entry)
{
  return g_strdup (_("Difference between PBX and plan reviewed"));
}

static char *
describe_export (const DectLogEntry *entry)
{
  g_autofree char *name = dect_log_entry_dup_detail (entry, "name");
  g_autofree char *records = dect_log_entry_dup_detail (entry, "records");

  return g_strdup_printf (_("OMM file %s fetched, records: %s"), name != NULL ? name : "",
                          records != NULL ? records : "?");
}

static char *
describe_import (const DectLogEntry *entry)
{
  g_autofree char *file = dect_log_entry_dup_detail (entry, "file");

  return g_strdup (g_strcmp0 (file, "rfp") == 0 || g_strcmp0 (file, "rfps") == 0
                       ? _("File of base stations imported into the OMM")
                       : _("File of handsets imported into the OMM"));
}

static char *
describe_edit (const DectLogEntry *entry)
{
  g_autofree char *title = dect_log_entry_dup_detail (entry, "title");

  return g_strdup_printf (_("Edited in the OMM: %s"), title != NULL ? title : "?");
}

static char *
describe_deletion (const DectLogEntry *entry)
{
  g_autofree char *title = dect_log_entry_dup_detail (entry, "title");

  return g_strdup_printf (_("Deleted in the OMM: %s"), title != NULL ? title : "?");
}

static char *
describe_reopening (const DectLogEntry *entry)
{
  g_autofree char *title = dect_log_entry_dup_detail (entry, "title");

  return g_strdup_printf (_("Not done in the OMM after all: %s"), title != NULL ? title : "?");
}

static char *
describe_replace (const DectLogEntry *entry)
{
  g_autofree char *name = dect_log_entry_dup_detail (entry, "name");
  g_autofree char *old = dect_log_entry_dup_detail (entry, "old");
  g_autofree char *new = dect_log_entry_dup_detail (entry, "new");

  return g_strdup_printf (_("Hardware of %s replaced: %s by %s"), name != NULL ? name : "?",
                          old != NULL ? old : "?", new != NULL ? new : "?");
}

/* What of the log a customer can make sense of; words of other versions are left out. */
static const struct
{
  const char *event;
  char *(*describe) (const DectLogEntry *entry);
} events[] = {
  { "omm-push", describe_omm_push },   { "push", describe_push },
  { "push-failed", describe_failure }, { "review", describe_review },
  { "export", describe_export },       { "imported", describe_import },
  { "replace", describe_replace },     { "edited", describe_edit },
  { "deleted", describe_deletion },    { "reopened", describe_reopening },
};

static void
add_journal (DectSheets *self, DectFlow *flow)
{
  const DectColumn columns[] = {
    { _("Date"), DECT_COLUMN_STRONG, 26, 0, NULL },
    { _("What was done"), DECT_COLUMN_TEXT, 80, 2, NULL },
    { _("PBX"), DECT_COLUMN_TEXT, 40, 1, NULL },
  };
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));
  GPtrArray *log = dect_snapshot_get_log (self->site.snapshot);

  for (guint i = 0; i < log->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (events); k++)
      if (g_str_equal (dect_log_entry_get_event (log->pdata[i]), events[k].event))
        {
          g_autofree char *date = dect_locale_dup_date (dect_log_entry_get_time (log->pdata[i]));
          g_autofree char *text = events[k].describe (log->pdata[i]);
          g_autofree char *url = dect_log_entry_dup_detail (log->pdata[i], "url");
          const DectCell cells[] = { { date }, { text }, { url } };

          dect_sheet_table_add (table, cells);
        }

  dect_flow_space (flow, SECTION_GAP_MM);
  dect_flow_heading (flow, _("Journal"),
                     _("What went to the PBX and the OMM, and what was exchanged"));
  if (dect_sheet_table_count (table) > 0)
    {
      dect_flow_table (flow, table);
      return;
    }
  dect_sheet_table_free (table);
  dect_flow_text (flow, DECT_TEXT_BODY, DECT_INK_BLACK, _("Nothing was sent to a PBX yet."));
}

static void
draw_signature (cairo_t *cr,
                DectTextContext *context,
                const char *who,
                double x_mm,
                double y_mm,
                double width_mm)
{
  const char *const lines[] = { _("Place, date"), _("Name"), _("Signature") };
  double step_mm = (SIGNATURES_MM - 10) / G_N_ELEMENTS (lines);

  dect_text_draw (cr, context, DECT_TEXT_STRONG, DECT_INK_BLACK, who, x_mm, y_mm, 0);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      double line_mm = y_mm + 5 + (i + 1) * step_mm - 4;

      dect_ink_rule (cr, DECT_INK_BLACK, 0.2, x_mm, line_mm, width_mm);
      dect_text_draw (cr, context, DECT_TEXT_SMALL, DECT_INK_GREY, lines[i], x_mm, line_mm + 0.5,
                      0);
    }
}

static void
draw_signatures (const DectSheetBlock *block, cairo_t *cr, DectTextContext *context)
{
  double width_mm = (block->box.width_mm - SIGNATURE_GAP_MM) / 2;

  draw_signature (cr, context, _("Handed over by the installer"), block->box.x_mm, block->box.y_mm,
                  width_mm);
  draw_signature (cr, context, _("Taken over by the customer"),
                  block->box.x_mm + width_mm + SIGNATURE_GAP_MM, block->box.y_mm, width_mm);
}

static void
add_signatures (DectFlow *flow)
{
  dect_flow_space (flow, SECTION_GAP_MM);
  dect_flow_need (flow, SIGNATURES_MM + 14);
  dect_flow_heading (flow, _("Signatures"), NULL);
  dect_flow_text (flow, DECT_TEXT_BODY, DECT_INK_BLACK,
                  _("The system was shown and handed over as this report describes it."));
  dect_flow_space (flow, 3);
  dect_flow_block (flow, draw_signatures, SIGNATURES_MM, NULL);
}

void
dect_report_add_log (DectSheets *self, DectTextContext *context)
{
  const DectSiteInfo *info = dect_snapshot_get_info (self->site.snapshot);
  DectSheetHead head;
  DectFlow flow;

  dect_report_head (self, &head, g_strdup (_("What was done")));
  dect_flow_begin (&flow, self, context, DECT_SHEET_REPORT, &head);
  dect_sheet_head_clear (&head);
  add_steps (self, &flow);
  add_journal (self, &flow);
  if (info->notes != NULL)
    {
      dect_flow_space (&flow, SECTION_GAP_MM);
      dect_flow_heading (&flow, _("Notes"), NULL);
      dect_flow_text (&flow, DECT_TEXT_BODY, DECT_INK_BLACK, info->notes);
    }
  add_signatures (&flow);
}
