// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/help_topics.h"

#include "ui/help_window.h"

#include <tuple>

namespace cpw::ui {

std::vector<PaletteEntry> HelpSource::entries() {
    const std::tuple<const char*, QString, QString> topics[] = {
        {"pa_mlm", tr("What is PA-MLM?"),
         tr("Prompt-augmented masked language modelling. Some tokens of a row's sentence are hidden, and the language model has "
            "to "
            "guess them with the help of soft prompts made by the CTR side from the same row. So both sides learn from each "
            "other "
            "before anything is finetuned.")},
        {"soft_prompts", tr("What are soft prompts?"),
         tr("Vectors that the CTR side makes from the fields of a row and puts before the text: as keys and values of every "
            "layer, "
            "as hidden states, or before the tokens. They carry what ids and combinations of fields say and words do not.")},
        {"arms", tr("What are the three arms of the sample?"),
         tr("The same data trained three ways: the CTR model from scratch; the CTR model alone after PA-MLM, at the same cost of "
            "serving; and the CTR model together with the language model. Their test AUC shows what each way brings.")},
        {"cursor", tr("What is the step cursor?"),
         tr("One position on the training axis that every chart, the log and the sidebar share. Drag it in a chart, move it with "
            "the arrow keys, or type : and a step here. Until then it follows the newest step.")},
        {"live_values", tr("Which values change while a run trains?"),
         tr("Learning rates, weight decay, gradient clip and what is frozen. A change takes effect at the next step, is drawn as "
            "a flag on the curves and is kept with the run as an event.")},
        {"stop", tr("What is kept when a run stops?"),
         tr("Stop and save writes a checkpoint first: the run goes on later with the same numbers as if it had never stopped. "
            "Stop "
            "drops what came after the last checkpoint. Curves, events and the log stay in the file in both cases.")},
        {"file", tr("What is in a workbench file?"),
         tr("One SQLite file (.cpw) holds runs, curves, events, notes, templates and layouts. Checkpoints and caches lie in the "
            "folder of the same name with .d at its end; keep the two together.")},
        {"palette", tr("How does the command palette work?"),
         tr("Type words in any order; commands, runs, events, options and help are searched together, what you used lately "
            "first. "
            "Start with > for commands, @ for runs, : for a step or epoch, # for options, ? for help. Ctrl+Enter gives the "
            "chosen "
            "command other keys. A command that cannot run says why.")},
        {"inspect", tr("What does Inspect compare?"),
         tr("A row under the checkpoint at the step cursor is A. B is what \"Pin as B\" kept, another checkpoint, or another run "
            "of the same data. Errors measures slices of both; A and B shows the row side by side. Attention shows where a head "
            "looks, not why the model decides; before a stage has learnt clicks its probability is marked as untrained.")},
        {"auc", tr("What do AUC and log loss say?"),
         tr("AUC is the share of pairs of a clicked and an unclicked row that the model puts in the right order: 0.5 is chance. "
            "Log "
            "loss judges the probabilities themselves; lower is better. Both are of rows that the model has not seen.")},
    };
    std::vector<PaletteEntry> lines;
    for (const auto& [id, title, text] : topics) {
        PaletteEntry line;
        line.id = QStringLiteral("help/") + QString::fromLatin1(id);
        line.kind = PaletteKind::Help;
        line.icon = QStringLiteral("help");
        line.text = title;
        line.place = tr("Help");
        line.run = [window = m_window, title = title, text = text] { showTopic(window, title, text); };
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace cpw::ui
