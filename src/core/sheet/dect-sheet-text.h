/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/** DectTextContext: pango's, under a name for which we can declare an autoptr (pango has none for it) */
typedef PangoContext DectTextContext;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectTextContext, g_object_unref)

/** DectTextStyle: what a text on paper is; sizes and families are in dect-sheet-text.c and nowhere else. */
typedef enum
{
  DECT_TEXT_DISPLAY,  /* on a cover, 28 pt bold */
  DECT_TEXT_TITLE,    /* name of the page, 16 pt bold */
  DECT_TEXT_SECTION,  /* heading of a part of a page, 11 pt bold */
  DECT_TEXT_SUBTITLE, /* below and beside it, 9 pt */
  DECT_TEXT_HEAD,     /* head of a table column, 8.5 pt bold */
  DECT_TEXT_BODY,     /* 8.5 pt */
  DECT_TEXT_STRONG,   /* 8.5 pt bold */
  DECT_TEXT_MONO,     /* addresses, 8 pt */
  DECT_TEXT_SMALL,    /* second line of a cell, captions, 7 pt */
  DECT_TEXT_LABEL,    /* on the plan, 7.5 pt bold */
} DectTextStyle;

/** DectInk: the few inks of the pages, all of them told apart in black and white by more than colour. */
typedef enum
{
  DECT_INK_BLACK,
  DECT_INK_GREY,  /* second lines, hints */
  DECT_INK_LIGHT, /* thin rules */
  DECT_INK_WALL,
  DECT_INK_RED,   /* what hangs on one link */
  DECT_INK_WHITE,
} DectInk;

/** dect_ink_set: makes @ink the source of @cr */
void dect_ink_set (cairo_t *cr,
                   DectInk  ink);

/** dect_ink_rule: a line across; @line_mm: its thickness */
void dect_ink_rule (cairo_t *cr,
                    DectInk  ink,
                    double   line_mm,
                    double   x_mm,
                    double   y_mm,
                    double   width_mm);

/**
 * dect_text_context_new:
 *
 * Text is measured and drawn without hinting, so that a page is the same on every target.
 *
 * Returns: (transfer full): a context for dect_text_layout(), for the calling thread
 */
DectTextContext *dect_text_context_new (void);

/**
 * dect_text_layout:
 * @context: from dect_text_context_new()
 * @style: what the text is
 * @text: (nullable): plain text, UTF-8
 * @width_mm: where lines are broken; negative = never
 * @max_lines: 0 = as many as it takes; else what is longer ends with an ellipsis
 *
 * Returns: (transfer full): the text, laid out
 */
PangoLayout *dect_text_layout (DectTextContext *context,
                               DectTextStyle style,
                               const char   *text,
                               double        width_mm,
                               guint         max_lines);

/** dect_text_size: @width_mm: (out) (optional): as inked and advanced; @height_mm: (out) (optional): all its lines */
void dect_text_size (PangoLayout *layout,
                     double      *width_mm,
                     double      *height_mm);

/** dect_text_from_pango: Returns: Pango units as millimetres */
double dect_text_from_pango (int units);

/** dect_text_ink_middle: Returns: how far below its upper edge the middle of what is inked lies, millimetres */
double dect_text_ink_middle (PangoLayout *layout);

/** dect_text_show: draws it with its upper left corner at @x_mm, @y_mm in the ink that is set; @cr in millimetres */
void dect_text_show (cairo_t     *cr,
                     PangoLayout *layout,
                     double       x_mm,
                     double       y_mm);

/**
 * DectTextWatch:
 * @layout: what is shown
 * @x_mm: left edge of its ink on the page
 * @y_mm: upper edge
 * @width_mm: of the ink
 * @height_mm: of the ink
 * @data: what was given
 *
 * Told of every text that is drawn.
 */
typedef void (*DectTextWatch) (PangoLayout *layout,
                               double       x_mm,
                               double       y_mm,
                               double       width_mm,
                               double       height_mm,
                               gpointer     data);

/** dect_text_watch: @watch: (nullable): called for each text that this thread draws on a target of one unit a millimetre; for tests,
 * which see whether anything is cut off or lies on something else */
void dect_text_watch (DectTextWatch watch,
                      gpointer      data);

/**
 * dect_text_draw:
 * @cr: in millimetres
 * @context: from dect_text_context_new()
 * @style: what the text is
 * @ink: its ink
 * @text: plain text
 * @x_mm: anchor
 * @y_mm: upper edge
 * @anchor: which part of the text's width is at @x_mm: 0 left edge, 0.5 middle, 1 right edge
 *
 * One line of text as long as it is. Returns: its width in millimetres
 */
double dect_text_draw (cairo_t      *cr,
                       DectTextContext *context,
                       DectTextStyle style,
                       DectInk       ink,
                       const char   *text,
                       double        x_mm,
                       double        y_mm,
                       double        anchor);

G_END_DECLS
