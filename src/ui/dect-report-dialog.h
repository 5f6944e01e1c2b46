/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-dialogs.h"

G_BEGIN_DECLS

/**
 * DectReportAnswer:
 * @id: what the callback is told
 * @label: of the button, with mnemonic, translated; %NULL ends a list of answers
 * @appearance: whether it is what most people want, or destroys something
 */
typedef struct
{
  const char               *id;
  const char               *label;
  AdwResponseAppearance appearance;
} DectReportAnswer;

/**
 * dect_report_add:
 * @rows: (element-type char**): the rows of a report
 * @title: what stands in it
 * @subtitle: (nullable): and below that
 */
void dect_report_add (GPtrArray  *rows,
                      const char *title,
                      const char *subtitle);

/** dect_report_new: Returns: (transfer full): no rows yet, for dect_report_add() */
GPtrArray *dect_report_new (void);

/** dect_report_for_comparisons: Returns: (transfer full): a row for each #DectComparison */
GPtrArray *dect_report_for_comparisons (GPtrArray *comparisons);

/**
 * dect_dialog_report:
 * @parent: window
 * @heading: what it is about
 * @body: what has happened and what each answer does
 * @rows: what a person has to see before the answer; the first 100 are shown and the rest is counted
 * @answers: ended by a %NULL label; the first one is also given when the dialog is closed
 * @callback: told the id of the answer; the dialog may be closed by then, its parent is there
 * @user_data: for @callback
 * @destroy: (nullable): frees @user_data
 */
void dect_dialog_report (GtkWindow              *parent,
                         const char             *heading,
                         const char             *body,
                         GPtrArray              *rows,
                         const DectReportAnswer *answers,
                         DectAnswerFunc          callback,
                         gpointer                user_data,
                         GDestroyNotify          destroy);

G_END_DECLS
