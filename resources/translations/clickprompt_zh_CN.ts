<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CommandSource</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Not possible at present.</source>
        <translation>目前无法执行。</translation>
    </message>
</context>
<context>
    <name>HelpSource</name>
    <message>
        <source>What is PA-MLM?</source>
        <translation>什么是 PA-MLM？</translation>
    </message>
    <message>
        <source>Prompt-augmented masked language modelling. Some tokens of a row&apos;s sentence are hidden, and the language model has to guess them with the help of soft prompts made by the CTR side from the same row. So both sides learn from each other before anything is finetuned.</source>
        <translation>提示增强的掩码语言建模。一行数据写成的句子中有些词元被遮住，语言模型要借助 CTR 一侧由同一行生成的软提示把它们猜出来。这样，双方在微调之前就互相学习。</translation>
    </message>
    <message>
        <source>What are soft prompts?</source>
        <translation>什么是软提示？</translation>
    </message>
    <message>
        <source>Vectors that the CTR side makes from the fields of a row and puts before the text: as keys and values of every layer, as hidden states, or before the tokens. They carry what ids and combinations of fields say and words do not.</source>
        <translation>CTR 一侧由一行的各个字段生成、放在文本之前的向量：可以作为每一层的键和值、作为隐藏状态，或放在词元之前。它们带来编号和字段组合所含而文字没有的信息。</translation>
    </message>
    <message>
        <source>What are the three arms of the sample?</source>
        <translation>示例的三个分支是什么？</translation>
    </message>
    <message>
        <source>The same data trained three ways: the CTR model from scratch; the CTR model alone after PA-MLM, at the same cost of serving; and the CTR model together with the language model. Their test AUC shows what each way brings.</source>
        <translation>同一份数据用三种方式训练：CTR 模型从零开始；PA-MLM 之后单独使用 CTR 模型，上线成本不变；CTR 模型与语言模型一起使用。它们的测试 AUC 说明每种方式的收益。</translation>
    </message>
    <message>
        <source>What is the step cursor?</source>
        <translation>什么是步数游标？</translation>
    </message>
    <message>
        <source>One position on the training axis that every chart, the log and the sidebar share. Drag it in a chart, move it with the arrow keys, or type : and a step here. Until then it follows the newest step.</source>
        <translation>训练轴上的一个位置，所有图表、日志和侧边栏共用。可以在图表中拖动，用方向键移动，或在这里输入冒号和步数。在此之前它跟随最新的一步。</translation>
    </message>
    <message>
        <source>Which values change while a run trains?</source>
        <translation>训练过程中可以改变哪些值？</translation>
    </message>
    <message>
        <source>Learning rates, weight decay, gradient clip and what is frozen. A change takes effect at the next step, is drawn as a flag on the curves and is kept with the run as an event.</source>
        <translation>学习率、权重衰减、梯度裁剪以及冻结的部分。改动从下一步起生效，在曲线上画成一面小旗，并作为事件保存在运行中。</translation>
    </message>
    <message>
        <source>What is kept when a run stops?</source>
        <translation>运行停止时会保留什么？</translation>
    </message>
    <message>
        <source>Stop and save writes a checkpoint first: the run goes on later with the same numbers as if it had never stopped. Stop drops what came after the last checkpoint. Curves, events and the log stay in the file in both cases.</source>
        <translation>“停止并保存”先写检查点：之后继续运行，结果与从未停止时完全相同。“停止”会丢弃最后一个检查点之后的内容。两种情况下，曲线、事件和日志都留在文件里。</translation>
    </message>
    <message>
        <source>What is in a workbench file?</source>
        <translation>工作台文件里有什么？</translation>
    </message>
    <message>
        <source>One SQLite file (.cpw) holds runs, curves, events, notes, templates and layouts. Checkpoints and caches lie in the folder of the same name with .d at its end; keep the two together.</source>
        <translation>一个 SQLite 文件（.cpw）保存运行、曲线、事件、备注、模板和布局。检查点和缓存放在同名、以 .d 结尾的文件夹中；两者要放在一起。</translation>
    </message>
    <message>
        <source>How does the command palette work?</source>
        <translation>命令面板怎么用？</translation>
    </message>
    <message>
        <source>Type words in any order; commands, runs, events, options and help are searched together, what you used lately first. Start with &gt; for commands, @ for runs, : for a step or epoch, # for options, ? for help. Ctrl+Enter gives the chosen command other keys. A command that cannot run says why.</source>
        <translation>以任意顺序输入词语；命令、运行、事件、选项和帮助一起搜索，最近用过的排在前面。以 &gt; 开头只找命令，@ 找运行，: 找步数或轮次，# 找选项，? 找帮助。Ctrl+Enter 为选中的命令设置新的快捷键。不能执行的命令会说明原因。</translation>
    </message>
    <message>
        <source>What do AUC and log loss say?</source>
        <translation>AUC 和对数损失说明什么？</translation>
    </message>
    <message>
        <source>AUC is the share of pairs of a clicked and an unclicked row that the model puts in the right order: 0.5 is chance. Log loss judges the probabilities themselves; lower is better. Both are of rows that the model has not seen.</source>
        <translation>AUC 是一条点击行与一条未点击行组成的行对中，模型排序正确的比例：0.5 相当于随机。对数损失评价概率本身，越低越好。两者都在模型没有见过的行上计算。</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
</context>
<context>
    <name>OptionSource</name>
    <message>
        <source>%1, now %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RawPreviewModel</name>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sections</name>
    <message>
        <source>from scratch, %1 layers of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what is what, all fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 segments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished">数据</translation>
    </message>
    <message>
        <source>Template</source>
        <translation type="unfinished">模板</translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 epochs, batch %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished">运行</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fusion</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepSource</name>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Event: %1</source>
        <translation>事件：%1</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>cpw::ui</name>
    <message>
        <source>ClickPrompt Workbench</source>
        <translation>ClickPrompt 工作台</translation>
    </message>
    <message>
        <source>Trains click-through-rate models together with a language model: soft prompts made from the CTR model&apos;s view of a row, prompt-augmented masked language modelling, and finetuning with or without the language model.</source>
        <translation>将点击率模型与语言模型一起训练：由 CTR 模型对一行数据的理解生成软提示，进行提示增强的掩码语言建模，再与语言模型一起或单独微调。</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>Qt %1, QCustomPlot %2, LibTorch %3</source>
        <translation>Qt %1，QCustomPlot %2，LibTorch %3</translation>
    </message>
    <message>
        <source>not present</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>Licence: GPL-3.0-or-later. Fonts: Inter and JetBrains Mono, SIL Open Font License 1.1.</source>
        <translation>许可证：GPL-3.0-or-later。字体：Inter 和 JetBrains Mono，SIL Open Font License 1.1。</translation>
    </message>
    <message>
        <source>Filter of the page</source>
        <translation>本页的筛选框</translation>
    </message>
    <message>
        <source>First learning rate (Live)</source>
        <translation>第一个学习率（实时页）</translation>
    </message>
    <message>
        <source>Pause or resume, step (Live)</source>
        <translation>暂停或继续、单步（实时页）</translation>
    </message>
    <message>
        <source>Step cursor by one point, with Shift by ten (chart)</source>
        <translation>步数游标移动一个点，按住 Shift 移动十个（图表）</translation>
    </message>
    <message>
        <source>Step cursor to the first point, to the newest (chart)</source>
        <translation>步数游标移到第一个点、最新的点（图表）</translation>
    </message>
    <message>
        <source>Zoom in, zoom out, fit (chart)</source>
        <translation>放大、缩小、适合（图表）</translation>
    </message>
    <message>
        <source>Logarithmic y axis (chart)</source>
        <translation>纵轴对数刻度（图表）</translation>
    </message>
    <message>
        <source>Show curves, edit the note, delete (Runs)</source>
        <translation>显示曲线、编辑备注、删除（运行页）</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>What is what</source>
        <translation>什么是什么</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Epoch %1 of %2 · %3 %</source>
        <translation>第 %1 轮，共 %2 轮 · %3 %</translation>
    </message>
    <message>
        <source> · %1 left</source>
        <translation> · 还需 %1</translation>
    </message>
    <message>
        <source>%1 steps in %2</source>
        <translation>%2 内 %1 步</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>reused from an earlier run</source>
        <translation>沿用之前的运行</translation>
    </message>
    <message>
        <source>stopped at %1 %</source>
        <translation>停在 %1 %</translation>
    </message>
    <message>
        <source>failed at %1 %</source>
        <translation>在 %1 % 处失败</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Best checkpoint on test</source>
        <translation>最佳检查点在测试集上</translation>
    </message>
    <message>
        <source>Test AUC %1</source>
        <translation>测试 AUC %1</translation>
    </message>
    <message>
        <source>Reading the test rows</source>
        <translation>正在读取测试行</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>1 epoch</source>
        <translation>1 轮</translation>
    </message>
    <message>
        <source>%1 epochs</source>
        <translation>%1 轮</translation>
    </message>
    <message>
        <source>Finetune</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>PLM, CTR only</source>
        <translation>语言模型，仅 CTR</translation>
    </message>
    <message>
        <source>with PLM</source>
        <translation>带语言模型</translation>
    </message>
    <message>
        <source>CTR only</source>
        <translation>仅 CTR</translation>
    </message>
    <message>
        <source>AUC, log loss</source>
        <translation>AUC、对数损失</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>PA-MLM</source>
        <translation>PA-MLM</translation>
    </message>
    <message>
        <source>Finetune with PLM</source>
        <translation>带语言模型微调</translation>
    </message>
    <message>
        <source>Finetune CTR only</source>
        <translation>仅微调 CTR</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation>已丢弃</translation>
    </message>
    <message>
        <source>Bookshop</source>
        <translation>书店</translation>
    </message>
    <message>
        <source>MovieLens-1M</source>
        <translation>MovieLens-1M</translation>
    </message>
    <message>
        <source>MovieLens-100K</source>
        <translation>MovieLens-100K</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in force at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>can be changed while the run trains, in force from the next step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>can be changed while the run trains, in force from the next epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a change needs a new start</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::ActionRegistry</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ChartStack</name>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Weight of the moving average; 0 shows the raw line only</source>
        <translation>滑动平均的权重；0 只显示原始曲线</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>The cursor follows the newest step and the charts fit (0)</source>
        <translation>游标跟随最新一步，图表自动适合（0）</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The curve starts with the first step.</source>
        <translation>曲线从第一步开始。</translation>
    </message>
    <message>
        <source>Validation AUC</source>
        <translation>验证 AUC</translation>
    </message>
    <message>
        <source>The first validation comes at the end of an epoch.</source>
        <translation>第一次验证在一轮结束时进行。</translation>
    </message>
    <message>
        <source>Learning rate after schedule</source>
        <translation>调度后的学习率</translation>
    </message>
    <message>
        <source>No rate yet.</source>
        <translation>还没有学习率。</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>CTR side</source>
        <translation>CTR 侧</translation>
    </message>
    <message>
        <source>PLM</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>heads</source>
        <translation>输出头</translation>
    </message>
    <message>
        <source>PA-MLM loss</source>
        <translation>PA-MLM 损失</translation>
    </message>
    <message>
        <source>Masked accuracy</source>
        <translation>掩码准确率</translation>
    </message>
    <message>
        <source>No accuracy yet.</source>
        <translation>还没有准确率。</translation>
    </message>
    <message>
        <source>%1 steps to repeat</source>
        <translation>需重做 %1 步</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>epoch %1 · %2</source>
        <translation>第 %1 轮 · %2</translation>
    </message>
    <message>
        <source>Add a chart</source>
        <translation>添加图表</translation>
    </message>
    <message>
        <source>Add or remove the chart of another metric</source>
        <translation>添加或移除其他指标的图表</translation>
    </message>
    <message>
        <source>parent, train</source>
        <translation>父运行，训练</translation>
    </message>
    <message>
        <source>parent, validation</source>
        <translation>父运行，验证</translation>
    </message>
    <message>
        <source>parent</source>
        <translation>父运行</translation>
    </message>
    <message>
        <source>parent, CTR side</source>
        <translation>父运行，CTR 侧</translation>
    </message>
    <message>
        <source>%1 by field</source>
        <translation>%1（按字段）</translation>
    </message>
    <message>
        <source>No other metric yet</source>
        <translation>还没有其他指标</translation>
    </message>
    <message>
        <source>No value in this stage yet.</source>
        <translation>此阶段还没有数值。</translation>
    </message>
    <message>
        <source>parent, %1</source>
        <translation>父运行，%1</translation>
    </message>
</context>
<context>
    <name>cpw::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Find or run a command</source>
        <translation>查找或执行命令</translation>
    </message>
    <message>
        <source>What matches</source>
        <translation>匹配结果</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>没有匹配</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Enter runs     Tab fills in     Ctrl+Enter sets a shortcut     &gt; commands   @ runs   # options   : steps   ? help</source>
        <translation>Enter 执行     Tab 填入     Ctrl+Enter 设置快捷键     &gt; 命令   @ 运行   # 选项   : 步数   ? 帮助</translation>
    </message>
    <message>
        <source>Only commands take a shortcut.</source>
        <translation>只有命令可以设置快捷键。</translation>
    </message>
    <message>
        <source>Press the new keys for %1. Esc keeps the old ones, Backspace removes them.</source>
        <translation>请按“%1”的新快捷键。Esc 保留原来的，退格键清除。</translation>
    </message>
    <message>
        <source>%1 belongs to %2. Press other keys, or Esc.</source>
        <translation>%1 已属于“%2”。请按其他键，或按 Esc。</translation>
    </message>
    <message>
        <source>%1 has no shortcut now.</source>
        <translation>“%1”现在没有快捷键。</translation>
    </message>
    <message>
        <source>%1 is %2 now.</source>
        <translation>%1 现在是“%2”。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ControlColumn</name>
    <message>
        <source>Stop now? The work since step %1 is lost; the checkpoint of that step is kept.</source>
        <translation>现在停止？第 %1 步之后的工作会丢失；该步的检查点会保留。</translation>
    </message>
    <message>
        <source>Stop now? There is no checkpoint yet, so all of this run&apos;s training is lost.</source>
        <translation>现在停止？还没有检查点，本次运行的全部训练都会丢失。</translation>
    </message>
    <message>
        <source>Sent; takes effect at the next step</source>
        <translation>已发送，下一步生效</translation>
    </message>
    <message>
        <source>In force from step %1</source>
        <translation>自第 %1 步起生效</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stopping at the next step, then writing the checkpoint.</source>
        <translation>将在下一步停止，然后写入检查点。</translation>
    </message>
    <message>
        <source>Waits for its turn. Stop takes it out of the queue.</source>
        <translation>正在排队。停止会将其移出队列。</translation>
    </message>
    <message>
        <source>Stop discards the work since step %1.</source>
        <translation>停止会丢弃第 %1 步之后的工作。</translation>
    </message>
    <message>
        <source>Stop discards the work; no checkpoint yet.</source>
        <translation>停止会丢弃已做的工作；还没有检查点。</translation>
    </message>
    <message>
        <source>Takes effect at step %1</source>
        <translation>在第 %1 步生效</translation>
    </message>
    <message>
        <source>%1 rows/s</source>
        <translation>%1 行/秒</translation>
    </message>
    <message>
        <source>Masked loss</source>
        <translation>掩码损失</translation>
    </message>
    <message>
        <source>Validation AUC</source>
        <translation>验证 AUC</translation>
    </message>
    <message>
        <source>Masked loss at step %1</source>
        <translation>第 %1 步的掩码损失</translation>
    </message>
    <message>
        <source>AUC at step %1</source>
        <translation>第 %1 步的 AUC</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>Pause or resume at the next step (Space)</source>
        <translation>在下一步暂停或继续（空格）</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Run this many steps, then pause (S)</source>
        <translation>运行这么多步后暂停（S）</translation>
    </message>
    <message>
        <source>Steps to run</source>
        <translation>要运行的步数</translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation>停止并保存</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Live values</source>
        <translation>实时参数</translation>
    </message>
    <message>
        <source>Rates before the schedule; the chart shows them after it.</source>
        <translation>这里是调度前的学习率；图表显示调度后的。</translation>
    </message>
    <message>
        <source>Learning rate, CTR side</source>
        <translation>学习率，CTR 侧</translation>
    </message>
    <message>
        <source>Learning rate, PLM</source>
        <translation>学习率，语言模型</translation>
    </message>
    <message>
        <source>Learning rate, heads</source>
        <translation>学习率，输出头</translation>
    </message>
    <message>
        <source>Gradient clip, 0 is off</source>
        <translation>梯度裁剪，0 为关闭</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Back to the values in force</source>
        <translation>恢复为当前生效的值</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>吞吐量</translation>
    </message>
    <message>
        <source>Left in this stage</source>
        <translation>本阶段剩余</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Best so far</source>
        <translation>目前最佳</translation>
    </message>
    <message>
        <source>Validations without gain</source>
        <translation>无提升的验证次数</translation>
    </message>
    <message>
        <source>Work done</source>
        <translation>已完成的工作</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>训练时间</translation>
    </message>
    <message>
        <source>Result on the test rows</source>
        <translation>测试行上的结果</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Expected AUC</source>
        <translation>期望 AUC</translation>
    </message>
    <message>
        <source>Weighs each pair by the true probabilities; known for the invented sample only</source>
        <translation>按真实概率为每对加权；仅虚构示例已知真实概率</translation>
    </message>
    <message>
        <source>The file is open read-only: the run can be watched, not steered.</source>
        <translation>文件以只读方式打开：可以查看运行，但不能控制。</translation>
    </message>
    <message>
        <source>Evaluate now</source>
        <translation>立即评估</translation>
    </message>
    <message>
        <source>Validate before the next step; the choice of the best checkpoint stays at its regular places</source>
        <translation>在下一步之前验证；最佳检查点仍只在固定位置选择</translation>
    </message>
    <message>
        <source>Checkpoint now</source>
        <translation>立即保存检查点</translation>
    </message>
    <message>
        <source>Write a checkpoint before the next step; later ones do not replace it</source>
        <translation>在下一步之前写入检查点；之后的检查点不会替换它</translation>
    </message>
    <message>
        <source>Another process trains this run; commands reach it through the file.</source>
        <translation>此运行由另一个进程训练；命令通过文件传给它。</translation>
    </message>
    <message>
        <source>Go on here</source>
        <translation>在此继续</translation>
    </message>
    <message>
        <source>Stop and save it there, then resume it in this window</source>
        <translation>在那边停止并保存，然后在此窗口中继续</translation>
    </message>
    <message>
        <source>Weight decay, 0 is off</source>
        <translation>权重衰减，0 表示关闭</translation>
    </message>
    <message>
        <source>Freeze the language model</source>
        <translation>冻结语言模型</translation>
    </message>
    <message>
        <source>Freeze the CTR side</source>
        <translation>冻结 CTR 侧</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>还原</translation>
    </message>
</context>
<context>
    <name>cpw::ui::DamagedFileWindow</name>
    <message>
        <source>Open a read-only copy</source>
        <translation>打开只读副本</translation>
    </message>
    <message>
        <source>%1 - ClickPrompt Workbench</source>
        <translation>%1 - ClickPrompt 工作台</translation>
    </message>
    <message>
        <source>%1 cannot be opened</source>
        <translation>无法打开 %1</translation>
    </message>
    <message>
        <source>%1, %2, last changed %3. Nothing in it was changed now.</source>
        <translation>%1，%2，最后修改于 %3。这次没有改动其中的任何内容。</translation>
    </message>
    <message>
        <source>A read-only copy holds every run, curve and note that can still be read. Checkpoints lie in the folder beside the file and are not touched.</source>
        <translation>只读副本包含所有还能读取的运行、曲线和备注。检查点在文件旁边的文件夹里，不会被改动。</translation>
    </message>
    <message>
        <source>Open another file...</source>
        <translation>打开其他文件...</translation>
    </message>
    <message>
        <source>New file...</source>
        <translation>新建文件...</translation>
    </message>
    <message>
        <source>Workbench files (*.cpw)</source>
        <translation>工作台文件 (*.cpw)</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>New file</source>
        <translation>新建文件</translation>
    </message>
</context>
<context>
    <name>cpw::ui::DataPage</name>
    <message>
        <source>Remove...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import again...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use in experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import table...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a file or folder (Ctrl+I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove data set...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation type="unfinished">正在读取 %1</translation>
    </message>
    <message>
        <source>%1 lines read, %2 rows kept, %3 left out by their label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import report of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings of %1 are forgotten. Its raw files and the runs that used it stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed in your files; what is wrong can be corrected at every step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Built into the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 rows, %3 fields</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::DataRowsModel</name>
    <message>
        <source>Row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::DatasetListModel</name>
    <message>
        <source>%1 rows, %2 fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>built in, invented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished">%1，%2</translation>
    </message>
</context>
<context>
    <name>cpw::ui::DockArea</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Value table</source>
        <translation>数值表</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>%1 dock</source>
        <translation>“%1”停靠栏</translation>
    </message>
</context>
<context>
    <name>cpw::ui::EngineSession</name>
    <message>
        <source>%1 cannot be shown: %2</source>
        <translation>无法显示 %1：%2</translation>
    </message>
    <message>
        <source>The note is not saved: %1</source>
        <translation>备注未能保存：%1</translation>
    </message>
    <message>
        <source>The copy is not saved: %1</source>
        <translation>副本未能保存：%1</translation>
    </message>
    <message>
        <source>The command does not reach the run: %1</source>
        <translation>命令无法传给运行：%1</translation>
    </message>
    <message>
        <source>%1 is stopped but cannot go on here: %2</source>
        <translation>%1 已停止，但无法在此继续：%2</translation>
    </message>
    <message>
        <source>%1 is stopped and saved, but the file cannot be written: %2</source>
        <translation>%1 已停止并保存，但文件无法写入：%2</translation>
    </message>
    <message>
        <source>%1 is stopped and saved, but %2 cannot be started to go on with it. Resume goes on here.</source>
        <translation>%1 已停止并保存，但无法启动 %2 来继续训练。点击“继续”可在此接着训练。</translation>
    </message>
    <message>
        <source>The run cannot be forked here: %1</source>
        <translation>无法从此处分叉运行：%1</translation>
    </message>
</context>
<context>
    <name>cpw::ui::EstimateCard</name>
    <message>
        <source>Memory and time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the trial steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some trial steps of each stage tell memory and time; nothing is trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the errors first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For earlier settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">取消</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation type="unfinished">正在准备</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory at the peak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished">%1 / %2</translation>
    </message>
    <message>
        <source>kept from an earlier run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One run, at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs, one after the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From %1 trial steps of each stage; early stopping makes it shorter.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::EventTableModel</name>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
</context>
<context>
    <name>cpw::ui::EventsLane</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ExperimentDraft</name>
    <message>
        <source>Preset %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished">数据集</translation>
    </message>
    <message>
        <source>Template</source>
        <translation type="unfinished">模板</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values to try</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::ExperimentPage</name>
    <message>
        <source>From preset or run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished">开始</translation>
    </message>
    <message>
        <source>New experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a stage after the last one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the chosen stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an option</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an option (Ctrl+L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups of options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save to the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure memory and time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of the chosen run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own settings, kept as a draft in this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset %1, %2, unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset %1, %2, changed; kept as a draft in this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished">队列</translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems: %1 errors, %2 warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed from the preset: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An error keeps this experiment from starting: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start %1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start (Ctrl+Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to the queue (Ctrl+Shift+Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused, %1 wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run cannot be started: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You edit the queued run %1. It stays as it is until you save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::FailureCard</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>The run failed before its first step.</source>
        <translation>运行在第一步之前失败。</translation>
    </message>
    <message>
        <source>The run failed at step %1 of %2.</source>
        <translation>运行在“%2”的第 %1 步失败。</translation>
    </message>
    <message>
        <source>Kept: the checkpoint of step %1, all curves and the log. Resume repeats %2 steps.</source>
        <translation>已保留：第 %1 步的检查点、全部曲线和日志。继续时将重复 %2 步。</translation>
    </message>
    <message>
        <source>Kept: curves and log. There is no checkpoint to go on from.</source>
        <translation>已保留：曲线和日志。没有可以接着训练的检查点。</translation>
    </message>
    <message>
        <source>One row does not fit. A smaller model or fewer tokens need less memory.</source>
        <translation>一行数据也放不下。更小的模型或更少的词元需要更少的内存。</translation>
    </message>
    <message>
        <source>Micro-batches of %1 rows need about half the memory for activations; the step stays the same to rounding and takes a little longer.</source>
        <translation>每个微批 %1 行时，激活值约需一半的内存；步的结果除舍入外不变，用时略长。</translation>
    </message>
    <message>
        <source>Go on with smaller micro-batches</source>
        <translation>以更小的微批继续</translation>
    </message>
    <message>
        <source>Start again with smaller micro-batches</source>
        <translation>以更小的微批重新开始</translation>
    </message>
    <message>
        <source>A new run reads the data from the place where they are now.</source>
        <translation>新的运行从数据现在的位置读取。</translation>
    </message>
    <message>
        <source>Locate the data...</source>
        <translation>定位数据...</translation>
    </message>
    <message>
        <source>A new run from before that step with a tenth of the learning rates often gets past it.</source>
        <translation>从该步之前以十分之一的学习率开始新的运行，往往可以越过它。</translation>
    </message>
    <message>
        <source>A new run with a tenth of the learning rates often gets past it.</source>
        <translation>以十分之一的学习率开始新的运行，往往可以越过它。</translation>
    </message>
    <message>
        <source>Go on from before with lower rates</source>
        <translation>从之前以更低的学习率继续</translation>
    </message>
    <message>
        <source>Start again with lower rates</source>
        <translation>以更低的学习率重新开始</translation>
    </message>
    <message>
        <source>Free some space, then resume. Nothing half-written was kept.</source>
        <translation>请先腾出空间，再继续。没有留下写了一半的内容。</translation>
    </message>
    <message>
        <source>Go to step %1</source>
        <translation>转到第 %1 步</translation>
    </message>
    <message>
        <source>Suggested fix</source>
        <translation>建议的修复</translation>
    </message>
    <message>
        <source>Go to the step that went wrong</source>
        <translation>转到出错的步</translation>
    </message>
</context>
<context>
    <name>cpw::ui::FieldFactsModel</name>
    <message>
        <source>(empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most frequent values of %1:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>showing %1 of %2 values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of test rows whose value no training row has; they share one unknown id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ids in the model, the unknown one included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distinct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most frequent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test rows with unseen value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Example</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::FieldsCard</name>
    <message>
        <source>Fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter of the fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 features in all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::ForkPanel</name>
    <message>
        <source>Learning rate, PLM</source>
        <translation>学习率，PLM</translation>
    </message>
    <message>
        <source>Learning rate, CTR side</source>
        <translation>学习率，CTR 侧</translation>
    </message>
    <message>
        <source>Learning rate, heads</source>
        <translation>学习率，输出头</translation>
    </message>
    <message>
        <source>Weight decay, 0 is off</source>
        <translation>权重衰减，0 表示关闭</translation>
    </message>
    <message>
        <source>Gradient clip, 0 is off</source>
        <translation>梯度裁剪，0 表示关闭</translation>
    </message>
    <message>
        <source>Start fork</source>
        <translation>开始分叉</translation>
    </message>
    <message>
        <source>Epochs of the stage</source>
        <translation>阶段的轮数</translation>
    </message>
    <message>
        <source>Micro-batches of a step</source>
        <translation>每步的微批数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Freeze the language model</source>
        <translation>冻结语言模型</translation>
    </message>
    <message>
        <source>Freeze the CTR side</source>
        <translation>冻结 CTR 侧</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>New run from the checkpoint of step %1 of %2 (%3), the nearest before step %4</source>
        <translation>从 %2 第 %1 步的检查点（%3）开始新的运行，它是第 %4 步之前最近的检查点</translation>
    </message>
    <message>
        <source>New run from the checkpoint of step %1 of %2 (%3)</source>
        <translation>从 %2 第 %1 步的检查点（%3）开始新的运行</translation>
    </message>
    <message>
        <source>%1 from step %2</source>
        <translation>%1，自第 %2 步</translation>
    </message>
    <message>
        <source>the seed is &quot;%1&quot;, expected a whole number from 0 on</source>
        <translation>随机种子为“%1”，应为不小于 0 的整数</translation>
    </message>
</context>
<context>
    <name>cpw::ui::HomePage</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>%1 is open read-only.</source>
        <translation>%1 以只读方式打开。</translation>
    </message>
    <message>
        <source>Runs are kept in %1.</source>
        <translation>运行保存在 %1。</translation>
    </message>
    <message>
        <source>Bring your own</source>
        <translation>使用自己的数据</translation>
    </message>
    <message>
        <source>After the first run</source>
        <translation>第一次运行之后</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>最近的文件</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台计算机</translation>
    </message>
    <message>
        <source>Train the built-in sample</source>
        <translation>训练内置示例</translation>
    </message>
    <message>
        <source>ClickPrompt&apos;s stages on a small invented data set whose truth is known. Nothing is downloaded.</source>
        <translation>在一个真值已知的小型虚构数据集上运行 ClickPrompt 的各个阶段。不下载任何内容。</translation>
    </message>
    <message>
        <source>Train sample</source>
        <translation>训练示例</translation>
    </message>
    <message>
        <source>Train sample (Ctrl+Return)</source>
        <translation>训练示例（Ctrl+Return）</translation>
    </message>
    <message>
        <source>One run: %1.</source>
        <translation>一次运行：%1。</translation>
    </message>
    <message>
        <source>%1 runs, one after the other: %2.</source>
        <translation>依次 %1 次运行：%2。</translation>
    </message>
    <message>
        <source>MovieLens-1M folder</source>
        <translation>MovieLens-1M 文件夹</translation>
    </message>
    <message>
        <source>ratings.dat, users.dat and movies.dat, as GroupLens ships them</source>
        <translation>ratings.dat、users.dat 和 movies.dat，按 GroupLens 发布的原样</translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation>打开文件夹...</translation>
    </message>
    <message>
        <source>Choose the folder and train the preset on it</source>
        <translation>选择文件夹并用预设进行训练</translation>
    </message>
    <message>
        <source>Watch and steer</source>
        <translation>观察与操控</translation>
    </message>
    <message>
        <source>Pause, step, change a rate while it trains; every change is a flag on the curve.</source>
        <translation>训练时暂停、单步、修改学习率；每次改动都是曲线上的一面小旗。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Every run is a row with its settings, its test scores and your notes.</source>
        <translation>每次运行是一行，含设置、测试分数和你的备注。</translation>
    </message>
    <message>
        <source>Stop and go on</source>
        <translation>停止后继续</translation>
    </message>
    <message>
        <source>A stopped run goes on from its checkpoint, and the curves join without a seam.</source>
        <translation>停止的运行从检查点继续，曲线无缝衔接。</translation>
    </message>
    <message>
        <source>Files you open appear here.</source>
        <translation>打开过的文件会出现在这里。</translation>
    </message>
    <message>
        <source>A workbench file holds all runs, curves, settings and notes. Copy it, mail it, open it read-only.</source>
        <translation>工作台文件包含所有运行、曲线、设置和备注。可以复制、邮寄、以只读方式打开。</translation>
    </message>
    <message>
        <source>Open file...</source>
        <translation>打开文件...</translation>
    </message>
    <message>
        <source>New file...</source>
        <translation>新建文件...</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>No CUDA card</source>
        <translation>没有 CUDA 显卡</translation>
    </message>
    <message>
        <source>training uses the processor</source>
        <translation>用处理器训练</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>%1 cores, %2 memory</source>
        <translation>%1 核，%2 内存</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>可用 %1</translation>
    </message>
    <message>
        <source>LibTorch</source>
        <translation>LibTorch</translation>
    </message>
    <message>
        <source>Folder of MovieLens-1M</source>
        <translation>MovieLens-1M 所在文件夹</translation>
    </message>
    <message>
        <source>Import table...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file with rows, or the folder of a data set; what it is will be found out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::ImportPanel</name>
    <message>
        <source>Choose a file of rows or the folder of a data set; what it is will be found out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers with commas between them, such as 3 or 2.5, 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the first rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all %1 rows, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first %1 rows of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the source&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More such lines: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3 Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4 Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of a file or folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Separator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any text; values in double quotes may hold it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first line holds the names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the head of a column below to leave it out or take it in again; names in brackets are no fields.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers: ratings, or 0 and 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click is from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A raw value of at least this is positive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows with these raw values, such as 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splitting by time tells how a model will do on what comes later; at random it sees some of the future.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">取消</translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder with raw data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File with rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt *.dat *.json *.jsonl);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::LengthHistogram</name>
    <message>
        <source>Token lengths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not counted yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>median %1, 95 % up to %2, longest %3, limit %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lengths of all rows are counted here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>median %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % up to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::LivePage</name>
    <message>
        <source>Nothing is running</source>
        <translation>没有正在运行的任务</translation>
    </message>
    <message>
        <source>Curves, log and controls of a run appear here as soon as it starts.</source>
        <translation>运行一开始，曲线、日志和控制就会出现在这里。</translation>
    </message>
    <message>
        <source>Train sample</source>
        <translation>训练示例</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint</source>
        <translation>从最后一个检查点继续</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>Its curves and log come from the file.</source>
        <translation>曲线和日志来自文件。</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation>开始于 %1</translation>
    </message>
    <message>
        <source>batch %1 = %2 × %3</source>
        <translation>批大小 %1 = %2 × %3</translation>
    </message>
    <message>
        <source>batch %1</source>
        <translation>批大小 %1</translation>
    </message>
    <message>
        <source>%1 prompts</source>
        <translation>%1 个提示</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>The run cannot go on: %1</source>
        <translation>运行无法继续：%1</translation>
    </message>
    <message>
        <source>Fork from here</source>
        <translation>从此处分叉</translation>
    </message>
    <message>
        <source>A new run from the checkpoint at the cursor or the nearest before it, with other values</source>
        <translation>从光标处或其之前最近的检查点，以其他数值开始新的运行</translation>
    </message>
    <message>
        <source>The file is open read-only</source>
        <translation>文件以只读方式打开</translation>
    </message>
    <message>
        <source>There is no checkpoint yet; &quot;Checkpoint now&quot; writes one</source>
        <translation>还没有检查点；“立即保存检查点”会写入一个</translation>
    </message>
    <message>
        <source>Where are the data?</source>
        <translation>数据在哪里？</translation>
    </message>
    <message>
        <source>The fork does not start: %1</source>
        <translation>分叉未能开始：%1</translation>
    </message>
    <message>
        <source>Not everything is taken over. %1</source>
        <translation>并非所有内容都被继承。%1</translation>
    </message>
    <message>
        <source>The run does not start: %1</source>
        <translation>运行未能开始：%1</translation>
    </message>
</context>
<context>
    <name>cpw::ui::LogView</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter of the log</source>
        <translation>日志筛选</translation>
    </message>
    <message>
        <source>Copy the lines in sight of the filter</source>
        <translation>复制筛选出的行</translation>
    </message>
    <message>
        <source>Copy log</source>
        <translation>复制日志</translation>
    </message>
</context>
<context>
    <name>cpw::ui::MainWindow</name>
    <message>
        <source>%1 - ClickPrompt Workbench</source>
        <translation>%1 - ClickPrompt 工作台</translation>
    </message>
    <message>
        <source>This file is open for reading only: nothing that you do here is kept.</source>
        <translation>此文件以只读方式打开：在这里所做的一切都不会保存。</translation>
    </message>
    <message>
        <source>A copy with all runs and checkpoints is at %1. Caches are left out; they are made again when needed.</source>
        <translation>含全部运行和检查点的副本在 %1。缓存没有复制，需要时会重新生成。</translation>
    </message>
    <message>
        <source>Open the copy</source>
        <translation>打开副本</translation>
    </message>
    <message>
        <source>The sample cannot be trained: %1</source>
        <translation>无法训练示例：%1</translation>
    </message>
    <message>
        <source>MovieLens-1M cannot be trained from %1: %2</source>
        <translation>无法用 %1 训练 MovieLens-1M：%2</translation>
    </message>
    <message>
        <source>%1 (read only) - ClickPrompt Workbench</source>
        <translation>%1（只读）- ClickPrompt 工作台</translation>
    </message>
    <message>
        <source>Save a copy as...</source>
        <translation>另存副本...</translation>
    </message>
    <message>
        <source>Workbench files (*.cpw)</source>
        <translation>工作台文件 (*.cpw)</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>New file</source>
        <translation>新建文件</translation>
    </message>
    <message>
        <source>%1 copy.cpw</source>
        <translation>%1 副本.cpw</translation>
    </message>
    <message>
        <source>Save a copy as</source>
        <translation>另存副本</translation>
    </message>
    <message>
        <source>Saving a copy as %1</source>
        <translation>正在将副本保存为 %1</translation>
    </message>
    <message>
        <source>A run is training</source>
        <translation>有运行正在训练</translation>
    </message>
    <message>
        <source>A run is training.</source>
        <translation>有运行正在训练。</translation>
    </message>
    <message>
        <source>Stop and save keeps its work; it can go on later. Waiting runs (%1) are dropped.</source>
        <translation>“停止并保存”保留已做的工作，以后可以继续。等待中的运行（%1 个）会被移除。</translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation>停止并保存</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Drop to open %1</source>
        <translation>松开以打开 %1</translation>
    </message>
    <message>
        <source>Command &amp;palette</source>
        <translation>命令面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;New...</source>
        <translation>新建(&amp;N)...</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>打开(&amp;O)...</translation>
    </message>
    <message>
        <source>&amp;Save a copy as...</source>
        <translation>另存副本(&amp;S)...</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>There is no edit to undo on this page.</source>
        <translation>本页没有可以撤销的编辑。</translation>
    </message>
    <message>
        <source>There is no undone edit on this page.</source>
        <translation>本页没有可以重做的编辑。</translation>
    </message>
    <message>
        <source>&amp;Undo %1</source>
        <translation>撤销(&amp;U)%1</translation>
    </message>
    <message>
        <source>&amp;Redo %1</source>
        <translation>重做(&amp;R)%1</translation>
    </message>
    <message>
        <source>&amp;Preferences</source>
        <translation>首选项(&amp;P)</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>前往“%1”</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>&amp;Sidebar</source>
        <translation>侧边栏(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Theme of the desktop</source>
        <translation>桌面主题</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>&amp;Train sample</source>
        <translation>训练示例(&amp;T)</translation>
    </message>
    <message>
        <source>The file is open for reading only.</source>
        <translation>文件以只读方式打开。</translation>
    </message>
    <message>
        <source>This build has no sample.</source>
        <translation>此版本没有示例。</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Stop and save</source>
        <translation>停止并保存(&amp;S)</translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation>没有正在运行的任务。</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>继续(&amp;R)</translation>
    </message>
    <message>
        <source>The run is stopping.</source>
        <translation>运行正在停止。</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一个窗格</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>上一个窗格</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>About ClickPrompt Workbench</source>
        <translation>关于 ClickPrompt 工作台</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>数据(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>比较(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>窗口(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>打开最近的文件(&amp;R)</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>主页</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>This is the first page shown.</source>
        <translation>这是最先显示的页面。</translation>
    </message>
    <message>
        <source>This is the page shown last.</source>
        <translation>这是最后显示的页面。</translation>
    </message>
    <message>
        <source>Find or run a command</source>
        <translation>查找或执行命令</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>切换浅色和深色</translation>
    </message>
    <message>
        <source>Find or run a command    %1</source>
        <translation>查找或执行命令    %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>1 run waiting</source>
        <translation>1 个运行在等待</translation>
    </message>
    <message>
        <source>%1 runs waiting</source>
        <translation>%1 个运行在等待</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Stopping %1, writing its checkpoint</source>
        <translation>正在停止 %1，写入检查点</translation>
    </message>
    <message>
        <source>%1 · %2 %</source>
        <translation>%1 · %2 %</translation>
    </message>
    <message>
        <source>%1 · step %2 of %3</source>
        <translation>%1 · 第 %2 步，共 %3 步</translation>
    </message>
    <message>
        <source> · paused</source>
        <translation> · 已暂停</translation>
    </message>
    <message>
        <source> · %1 left</source>
        <translation> · 还需 %1</translation>
    </message>
    <message>
        <source>Starting %1</source>
        <translation>正在启动 %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>%1 % of %2</source>
        <translation>%2 的 %1 %</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 seed %2</source>
        <translation>%1 种子 %2</translation>
    </message>
    <message>
        <source>latest, %1</source>
        <translation>最新，%1</translation>
    </message>
    <message>
        <source> · epoch %1</source>
        <translation> · 第 %1 轮</translation>
    </message>
    <message>
        <source>S&amp;tep</source>
        <translation>单步(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Apply changed live values</source>
        <translation>应用已更改的实时参数(&amp;A)</translation>
    </message>
    <message>
        <source>No live value is changed.</source>
        <translation>没有更改实时参数。</translation>
    </message>
    <message>
        <source>In the background it goes on in a process of its own; the window shows it again when it is opened. Stop and save keeps its work; it can go on later. Discard drops what came after its last checkpoint.</source>
        <translation>在后台，它会在自己的进程中继续；再次打开窗口时会重新显示。停止并保存会保留其成果，以后可以继续。放弃则会丢掉最后一个检查点之后的内容。</translation>
    </message>
    <message>
        <source>Keep training in the background</source>
        <translation>在后台继续训练</translation>
    </message>
    <message>
        <source>Drop to import %1 as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished">数据</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>could not start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queue paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queued, seed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the queue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::MessageBar</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>cpw::ui::MetricPlot</name>
    <message>
        <source>%1: %2 points</source>
        <translation>%1：%2 个点</translation>
    </message>
    <message>
        <source>, %1 to %2</source>
        <translation>，%1 至 %2</translation>
    </message>
    <message>
        <source>, last %1</source>
        <translation>，最后 %1</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>Go to first NaN of %1</source>
        <translation>转到 %1 的第一个 NaN</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>复制图像</translation>
    </message>
    <message>
        <source>Save as PNG...</source>
        <translation>保存为 PNG...</translation>
    </message>
    <message>
        <source>Save as SVG...</source>
        <translation>保存为 SVG...</translation>
    </message>
    <message>
        <source>Save as PDF...</source>
        <translation>保存为 PDF...</translation>
    </message>
    <message>
        <source>Save visible points as CSV...</source>
        <translation>将可见的点保存为 CSV...</translation>
    </message>
    <message>
        <source>Save all points as CSV...</source>
        <translation>将所有点保存为 CSV...</translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>The chart cannot be written to %1. Choose a folder that can be written.</source>
        <translation>图表无法写入 %1。请选择可写的文件夹。</translation>
    </message>
    <message>
        <source>Save points</source>
        <translation>保存数据点</translation>
    </message>
    <message>
        <source>The points cannot be written to %1: %2.</source>
        <translation>数据点无法写入 %1：%2。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::NotesView</name>
    <message>
        <source>Note of the run</source>
        <translation>运行的备注</translation>
    </message>
    <message>
        <source>No run is shown.</source>
        <translation>没有显示运行。</translation>
    </message>
    <message>
        <source>The file is open for reading only.</source>
        <translation>文件以只读方式打开。</translation>
    </message>
    <message>
        <source>What you want to remember of %1</source>
        <translation>关于 %1 想记住的内容</translation>
    </message>
</context>
<context>
    <name>cpw::ui::OptionEditor</name>
    <message>
        <source>Browse...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preset has %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>differs from the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset to the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try several values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the key</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::PreferencesWindow</name>
    <message>
        <source>%1 is not a folder.</source>
        <translation>%1 不是文件夹。</translation>
    </message>
    <message>
        <source>%1 holds no config.json; choose the folder of one language model.</source>
        <translation>%1 中没有 config.json；请选择单个语言模型的文件夹。</translation>
    </message>
    <message>
        <source>%1 holds no weights: no .safetensors and no pytorch_model.bin.</source>
        <translation>%1 中没有权重：既没有 .safetensors 也没有 pytorch_model.bin。</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Language models</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Text and control &amp;size</source>
        <translation>文字和控件大小(&amp;S)</translation>
    </message>
    <message>
        <source>Takes effect at the next start, on top of the scale of the desktop.</source>
        <translation>下次启动时生效，在桌面缩放的基础上再缩放。</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Smoothing of new charts</source>
        <translation>新图表的平滑</translation>
    </message>
    <message>
        <source>Smoothing of charts</source>
        <translation>图表平滑</translation>
    </message>
    <message>
        <source>Weight of the moving average; 0 shows the raw line only.</source>
        <translation>滑动平均的权重；0 只显示原始曲线。</translation>
    </message>
    <message>
        <source>Folders with a language model as Hugging Face has them: BERT, RoBERTa or DistilBERT, with config.json, weights and tokenizer.</source>
        <translation>Hugging Face 格式的语言模型文件夹：BERT、RoBERTa 或 DistilBERT，含 config.json、权重和分词器。</translation>
    </message>
    <message>
        <source>Folders of language models</source>
        <translation>语言模型文件夹</translation>
    </message>
    <message>
        <source>Add folder...</source>
        <translation>添加文件夹...</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>Add language model folder</source>
        <translation>添加语言模型文件夹</translation>
    </message>
    <message>
        <source>%1 is in the list already.</source>
        <translation>%1 已在列表中。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::QueueModel</name>
    <message>
        <source>waits</source>
        <translation type="unfinished">等待</translation>
    </message>
    <message>
        <source>could not start: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished">名称</translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished">数据</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation type="unfinished">阶段</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished">状态</translation>
    </message>
</context>
<context>
    <name>cpw::ui::QueueView</name>
    <message>
        <source>Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished">编辑</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished">队列</translation>
    </message>
    <message>
        <source>Earlier (Alt+Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later (Alt+Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits. Runs that are queued start one after the other, and go on after an error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 wait, the queue is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 wait</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::RateEditor</name>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RawPreviewModel</name>
    <message>
        <source>(%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, distinct values shown: %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::RowsCard</name>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished">全部</translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows with this text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter of the rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw rows at random (R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No row matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawn at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence of row %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunFeed</name>
    <message>
        <source>Went on from step %1</source>
        <translation>从第 %1 步继续</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>已继续</translation>
    </message>
    <message>
        <source>Started on %1</source>
        <translation>在 %1 上开始</translation>
    </message>
    <message>
        <source>%1 taken from an earlier run with the same settings</source>
        <translation>%1 取自设置相同的先前运行</translation>
    </message>
    <message>
        <source>%1 starts, %2 steps</source>
        <translation>%1 开始，共 %2 步</translation>
    </message>
    <message>
        <source>%1 is not a finite number at step %2</source>
        <translation>%1 在第 %2 步不是有限数</translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation>非有限数</translation>
    </message>
    <message>
        <source>Test AUC %1</source>
        <translation>测试 AUC %1</translation>
    </message>
    <message>
        <source>Validation at step %1: AUC %2</source>
        <translation>第 %1 步验证：AUC %2</translation>
    </message>
    <message>
        <source>Validation at step %1: masked loss %2</source>
        <translation>第 %1 步验证：掩码损失 %2</translation>
    </message>
    <message>
        <source>%1; in force from step %2</source>
        <translation>%1；自第 %2 步起生效</translation>
    </message>
    <message>
        <source>Paused at step %1</source>
        <translation>在第 %1 步暂停</translation>
    </message>
    <message>
        <source>Resumed at step %1</source>
        <translation>在第 %1 步继续</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Checkpoint written at step %1, the best so far</source>
        <translation>第 %1 步已写入检查点，目前最佳</translation>
    </message>
    <message>
        <source>Checkpoint written at step %1</source>
        <translation>第 %1 步已写入检查点</translation>
    </message>
    <message>
        <source>Best saved</source>
        <translation>最佳已保存</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>%1 finished in %2, %3 rows/s</source>
        <translation>%1 用时 %2 完成，%3 行/秒</translation>
    </message>
    <message>
        <source>Finished after %1</source>
        <translation>用时 %1 完成</translation>
    </message>
    <message>
        <source>Stopped at step %1 and saved; can go on from there</source>
        <translation>在第 %1 步停止并已保存；可以从那里继续</translation>
    </message>
    <message>
        <source>Stopped at step %1; the work since the last checkpoint is discarded</source>
        <translation>在第 %1 步停止；最后一个检查点之后的工作已丢弃</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Failed at step %1: %2</source>
        <translation>在第 %1 步失败：%2</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunNotice</name>
    <message>
        <source>Paused at %1 % - %2</source>
        <translation>暂停于 %1 % - %2</translation>
    </message>
    <message>
        <source>%1 % - %2</source>
        <translation>%1 % - %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation>%1，用时 %2</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunSource</name>
    <message>
        <source>Run %1 &quot;%2&quot;</source>
        <translation>运行 %1“%2”</translation>
    </message>
    <message>
        <source>AUC %1</source>
        <translation>AUC %1</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>前往</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunsCard</name>
    <message>
        <source>Runs</source>
        <translation type="unfinished">运行</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Such as 1-5 or 1,3,7; a run for each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Such as 1e-4, 3e-4 or 1..5 or 1e-5..1e-3 x5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try one value only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the values of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunsModel</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>骨干模型</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Test AUC</source>
        <translation>测试 AUC</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunsPage</name>
    <message>
        <source>Show curves</source>
        <translation>显示曲线</translation>
    </message>
    <message>
        <source>Delete...</source>
        <translation>删除...</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Filter by any word of a row, for example dcn</source>
        <translation>按行中的任意词筛选，例如 dcn</translation>
    </message>
    <message>
        <source>Filter of the runs</source>
        <translation>运行筛选</translation>
    </message>
    <message>
        <source>No runs in this file yet</source>
        <translation>此文件中还没有运行</translation>
    </message>
    <message>
        <source>A run appears here as soon as it starts, with its settings, its scores and its curves.</source>
        <translation>运行一开始就会出现在这里，含设置、分数和曲线。</translation>
    </message>
    <message>
        <source>Train sample</source>
        <translation>训练示例</translation>
    </message>
    <message>
        <source>No run matches</source>
        <translation>没有匹配的运行</translation>
    </message>
    <message>
        <source>All runs are still in the file.</source>
        <translation>所有运行仍在文件中。</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>%1 holds no runs</source>
        <translation>%1 中没有运行</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>1 run in %1</source>
        <translation>%1 中有 1 个运行</translation>
    </message>
    <message>
        <source>%1 runs in %2</source>
        <translation>%2 中有 %1 个运行</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Show this run on the Live page (double click)</source>
        <translation>在实时页显示此运行（双击）</translation>
    </message>
    <message>
        <source>Select one run</source>
        <translation>请选择一个运行</translation>
    </message>
    <message>
        <source>Select the runs to delete</source>
        <translation>请选择要删除的运行</translation>
    </message>
    <message>
        <source>Delete the selected runs (Del)</source>
        <translation>删除选中的运行（Del）</translation>
    </message>
    <message>
        <source>A run that trains or waits cannot be deleted. Stop it first.</source>
        <translation>正在训练或等待的运行不能删除。请先停止。</translation>
    </message>
    <message>
        <source>Delete %1 with its curves, log and checkpoints? This cannot be undone.</source>
        <translation>删除 %1 及其曲线、日志和检查点？此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete %1 runs with their curves, logs and checkpoints? This cannot be undone.</source>
        <translation>删除 %1 个运行及其曲线、日志和检查点？此操作无法撤销。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunsTable</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ShortcutsModel</name>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ShortcutsPanel</name>
    <message>
        <source>Set</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>搜索命令和按键</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>按键(&amp;K)</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新的按键</translation>
    </message>
    <message>
        <source>All to default</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Choose a command to change its keys.</source>
        <translation>请选择要更改按键的命令。</translation>
    </message>
    <message>
        <source>%1 belongs to %2 already; press other keys or change those first.</source>
        <translation>%1 已属于“%2”；请按其他键，或先更改那一个。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Step cursor</source>
        <translation>步数游标</translation>
    </message>
</context>
<context>
    <name>cpw::ui::Sparkline</name>
    <message>
        <source>Throughput, newest values</source>
        <translation>吞吐量，最新的值</translation>
    </message>
</context>
<context>
    <name>cpw::ui::SplitCard</name>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint of content, label rule and split; each run keeps it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 rows, %3 positive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more in the import report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::SplitEditor</name>
    <message>
        <source>By time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Per user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Users</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished">时间</translation>
    </message>
    <message>
        <source>Train : validation : test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column of the users</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column of the times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the source&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three numbers such as 8 : 1 : 1, the first above 0.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::StageCell</name>
    <message>
        <source>Show the curves of this stage</source>
        <translation>显示此阶段的曲线</translation>
    </message>
</context>
<context>
    <name>cpw::ui::StepStrip</name>
    <message>
        <source>errors: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warnings: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::TemplateDocument</name>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take %1 in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave %1 out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phrase of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in the sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2 and others: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value shown as</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::TemplatesPage</name>
    <message>
        <source>Saved templates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use in experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields in braces. A line end counts as one blank.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to reorder, or Alt+Up and Alt+Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words for values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows by the tokens of their sentence, prompts not counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the model&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximum of tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous row (P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next row (N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random row (R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save template...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segment up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segment down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation type="unfinished">正在读取 %1</translation>
    </message>
    <message>
        <source>%1 of %2 fields are in the sentence, each once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row %1 as PA-MLM sees it; other tokens at every visit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row %1, the longest: %2 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row %1: %2 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 rows counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all %1 rows, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no row is over the limit of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rows are over the limit of %2 and would stop a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a segment to give its values other words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words for values of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is what</source>
        <translation type="unfinished">什么是什么</translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name; a name that is there already gets the next version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;Field is value.&quot; for every field of the data set, or as you change it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1 is kept as it is; an edit is saved as version %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::TokenChips</name>
    <message>
        <source>mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::ValueTableModel</name>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>At cursor</source>
        <translation>游标处</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最后</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>at step</source>
        <translation>所在步</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点数</translation>
    </message>
</context>
</TS>
